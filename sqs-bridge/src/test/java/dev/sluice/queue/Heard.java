package dev.sluice.queue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what a poller tells. */
final class Heard implements PollerWatch {

    final List<Integer> received = new CopyOnWriteArrayList<>();
    final List<String> failed = new CopyOnWriteArrayList<>();
    final List<String> dead = new CopyOnWriteArrayList<>();
    final List<RuntimeException> broke = new CopyOnWriteArrayList<>();

    @Override
    public void received(int messages) {
        received.add(messages);
    }

    @Override
    public void failed(String operation, String error) {
        failed.add(operation + " " + error);
    }

    @Override
    public void dead(String reason) {
        dead.add(reason);
    }

    @Override
    public void broke(RuntimeException defect) {
        broke.add(defect);
    }
}
