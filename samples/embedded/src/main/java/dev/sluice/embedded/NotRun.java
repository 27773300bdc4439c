package dev.sluice.embedded;

import java.util.Optional;

/** Says of a part why it does not run. */
final class NotRun {
    private NotRun() {}

    /** The sentence for a reason, which is also printed: Maven's console does not show why a test was skipped. */
    static Optional<String> report(String name, Optional<String> reason) {
        Optional<String> sentence = reason.map(because -> name + ": not run, because " + because);
        sentence.ifPresent(System.out::println);
        return sentence;
    }
}
