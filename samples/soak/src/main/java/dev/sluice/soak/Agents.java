package dev.sluice.soak;

import dev.sluice.embedded.JavaProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Two agents side by side, each in a process of its own. */
final class Agents implements AutoCloseable {

    private static final int COUNT = 2;

    private final Supplier<JavaProcess> start;
    private final List<JavaProcess> running = new ArrayList<>();
    private int kills;
    private int endedAlone;

    /** @param start starts one */
    Agents(Supplier<JavaProcess> start) {
        this.start = start;
        for (int i = 0; i < COUNT; i++) {
            running.add(start.get());
        }
    }

    /** Kills one of them, each in its turn, and starts another in its place. */
    synchronized void killNext() {
        int n = kills++ % COUNT;
        JavaProcess agent = running.get(n);
        if (!agent.isAlive()) {
            endedAlone++;
        }
        agent.close();
        running.set(n, start.get());
    }

    synchronized int kills() {
        return kills;
    }

    /** How many ended that nobody has killed. */
    synchronized int endedAlone() {
        return endedAlone
                + (int) running.stream().filter(agent -> !agent.isAlive()).count();
    }

    /** How much memory each has now, in MiB. */
    synchronized List<Long> residentMiB() {
        return running.stream().map(agent -> agent.residentKiB() / 1024).toList();
    }

    @Override
    public synchronized void close() {
        running.forEach(JavaProcess::close);
    }
}
