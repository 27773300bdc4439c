package dev.sluice.embedded;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is made when it is first asked for, once; a failure is not kept. */
final class Once<T> implements Supplier<T> {
    private final Supplier<T> make;
    private @Nullable T value;

    Once(Supplier<T> make) {
        this.make = make;
    }

    @Override
    public synchronized T get() {
        T known = value;
        if (known == null) {
            known = make.get();
            value = known;
        }
        return known;
    }
}
