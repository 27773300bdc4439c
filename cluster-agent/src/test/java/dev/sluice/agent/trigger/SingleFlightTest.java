package dev.sluice.agent.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.agent.Eventually;
import dev.sluice.agent.api.ApiFailure;
import dev.sluice.agent.api.ApiRefusal;
import dev.sluice.agent.api.ApiServerGate;
import dev.sluice.agent.api.ApiTries;
import dev.sluice.agent.api.Tried;
import dev.sluice.agent.plan.Decision;
import dev.sluice.agent.plan.Target;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SingleFlightTest {

    private static final Target APP = target("app");
    private static final Target OTHER = target("other");

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HeldPatch patch = new HeldPatch();
    private final SingleFlight flights = new SingleFlight(trigger(patch));

    /** Each patch waits for a permit. */
    private static final class HeldPatch implements AnnotationPatch {
        final AtomicInteger started = new AtomicInteger();
        final Semaphore permits = new Semaphore(0);
        volatile Tried end = Tried.decided(Decision.TRIGGERED);

        @Override
        public void apply(Target target, Instant requestedAt) throws ApiFailure, ApiRefusal, InterruptedException {
            started.incrementAndGet();
            permits.acquire();
            end.again();
        }
    }

    @AfterEach
    void stop() throws Exception {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        Eventually.isTrue("no flight leaks", () -> flights.size() == 0);
    }

    @Test
    void whoComesAloneFliesAlone() throws Exception {
        patch.permits.release();
        assertThat(flights.trigger(APP)).isEqualTo(Decision.TRIGGERED);
        patch.permits.release();
        assertThat(flights.trigger(APP)).isEqualTo(Decision.TRIGGERED);
        assertThat(patch.started).hasValue(2);
    }

    @Test
    void allThatComeWhileAPatchRunsShareExactlyOneFurtherPatchThatStartsAfterThem() throws Exception {
        Future<Decision> first = submit(APP);
        awaitStarted(1);
        List<Future<Decision>> others = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            others.add(submit(APP));
        }
        Eventually.isTrue("all share a flight", () -> flights.waiting(APP) == 100);
        assertThat(patch.started).hasValue(1);
        patch.permits.release();
        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(Decision.TRIGGERED);
        awaitStarted(2);
        assertThat(others).noneMatch(Future::isDone);
        patch.permits.release();
        for (Future<Decision> other : others) {
            assertThat(other.get(10, TimeUnit.SECONDS)).isEqualTo(Decision.TRIGGERED);
        }
        assertThat(patch.started).hasValue(2);
    }

    @Test
    void whoComesWhileTheSharedPatchRunsGetsYetAnother() throws Exception {
        onePatchRuns();
        Future<Decision> second = submit(APP);
        Eventually.isTrue("it waits", () -> flights.waiting(APP) == 1);
        patch.permits.release();
        awaitStarted(2);
        Future<Decision> third = submit(APP);
        Eventually.isTrue("it waits", () -> flights.waiting(APP) == 1);
        patch.permits.release();
        assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(Decision.TRIGGERED);
        awaitStarted(3);
        patch.permits.release();
        assertThat(third.get(10, TimeUnit.SECONDS)).isEqualTo(Decision.TRIGGERED);
    }

    @Test
    void differentTargetsFlySideBySide() throws Exception {
        Future<Decision> app = submit(APP);
        Future<Decision> other = submit(OTHER);
        awaitStarted(2);
        patch.permits.release(2);
        assertThat(app.get(10, TimeUnit.SECONDS)).isEqualTo(Decision.TRIGGERED);
        assertThat(other.get(10, TimeUnit.SECONDS)).isEqualTo(Decision.TRIGGERED);
    }

    @Test
    void aTargetRestsAfterItsPatchWhileManyEventsAreOnTheirWay() throws Exception {
        Semaphore others = new Semaphore(0);
        AtomicInteger patches = new AtomicInteger();
        BlockingQueue<Runnable> rests = new LinkedBlockingQueue<>();
        List<Integer> millis = new CopyOnWriteArrayList<>();
        SingleFlight busy = new SingleFlight(
                trigger((target, requestedAt) -> {
                    if (target.equals(APP)) {
                        patches.incrementAndGet();
                    } else {
                        others.acquire();
                    }
                }),
                (time, end) -> {
                    millis.add(time);
                    rests.add(end);
                });
        assertThat(busy.trigger(APP)).isEqualTo(Decision.TRIGGERED);
        assertThat(rests).as("rests of a target that is alone").isEmpty();
        List<Future<Decision>> many = new ArrayList<>();
        for (int n = 0; n < 60; n++) {
            Target other = target("other-" + n);
            many.add(threads.submit(() -> busy.trigger(other)));
        }
        Eventually.isTrue("many are on their way", () -> busy.size() == 60);

        assertThat(busy.trigger(APP)).isEqualTo(Decision.TRIGGERED);
        List<Future<Decision>> next = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            next.add(threads.submit(() -> busy.trigger(APP)));
        }
        Eventually.isTrue("all wait for the rest to end", () -> busy.waiting(APP) == 5);
        assertThat(patches).hasValue(2);
        assertThat(millis).as("two for each event on its way").containsExactly(122);
        rests.remove().run();
        for (Future<Decision> one : next) {
            assertThat(one.get(10, TimeUnit.SECONDS)).isEqualTo(Decision.TRIGGERED);
        }
        assertThat(patches).hasValue(3);

        others.release(60);
        for (Future<Decision> one : many) {
            one.get(10, TimeUnit.SECONDS);
        }
        rests.forEach(Runnable::run);
        assertThat(busy.size()).isZero();
    }

    @Test
    void whatBecameOfTheSharedPatchIsToldToAll() throws Exception {
        patch.end = Tried.decided(Decision.OBJECT_NOT_FOUND);
        onePatchRuns();
        List<Future<Decision>> others = List.of(submit(APP), submit(APP), submit(APP));
        Eventually.isTrue("all wait", () -> flights.waiting(APP) == 3);
        patch.permits.release(2);
        for (Future<Decision> other : others) {
            assertThat(other.get(10, TimeUnit.SECONDS)).isEqualTo(Decision.OBJECT_NOT_FOUND);
        }
    }

    @Test
    void whenThePilotIsStoppedInFlightTheOthersAreGivenBack() throws Exception {
        onePatchRuns();
        Pilot pilot = new Pilot();
        Eventually.isTrue("the pilot waits", () -> flights.waiting(APP) == 1);
        Future<Decision> passenger = submit(APP);
        Eventually.isTrue("both wait", () -> flights.waiting(APP) == 2);
        patch.permits.release();
        awaitStarted(2);
        pilot.thread.interrupt();
        assertThat(passenger.get(10, TimeUnit.SECONDS)).isEqualTo(Decision.GIVEN_BACK);
        assertThat(pilot.thread.join(Duration.ofSeconds(10))).isTrue();
        assertThat(pilot.interrupted).isTrue();
    }

    @Test
    void whenThePilotIsStoppedBeforeTheFlightTheOthersAreGivenBackAndTheRunningPatchStaysAlone() throws Exception {
        Future<Decision> running = submit(APP);
        awaitStarted(1);
        Pilot pilot = new Pilot();
        Eventually.isTrue("the pilot waits", () -> flights.waiting(APP) == 1);
        Future<Decision> passenger = submit(APP);
        Eventually.isTrue("both wait", () -> flights.waiting(APP) == 2);
        pilot.thread.interrupt();
        assertThat(passenger.get(10, TimeUnit.SECONDS)).isEqualTo(Decision.GIVEN_BACK);
        Future<Decision> next = submit(APP);
        Eventually.isTrue("the next one waits", () -> flights.waiting(APP) == 1);
        assertThat(patch.started).hasValue(1);
        patch.permits.release(2);
        assertThat(running.get(10, TimeUnit.SECONDS)).isEqualTo(Decision.TRIGGERED);
        assertThat(next.get(10, TimeUnit.SECONDS)).isEqualTo(Decision.TRIGGERED);
    }

    @Test
    void aPassengerWhoIsStoppedLeavesTheOthersAlone() throws Exception {
        onePatchRuns();
        Future<Decision> pilot = submit(APP);
        Eventually.isTrue("the pilot waits", () -> flights.waiting(APP) == 1);
        Pilot passenger = new Pilot();
        Eventually.isTrue("both wait", () -> flights.waiting(APP) == 2);
        passenger.thread.interrupt();
        assertThat(passenger.thread.join(Duration.ofSeconds(10))).isTrue();
        patch.permits.release(2);
        assertThat(pilot.get(10, TimeUnit.SECONDS)).isEqualTo(Decision.TRIGGERED);
    }

    @Test
    void aDefectInThePatchReachesItsPilotAndGivesBackTheOthers() throws Exception {
        Semaphore permits = new Semaphore(0);
        AtomicInteger started = new AtomicInteger();
        SingleFlight broken = new SingleFlight(trigger((target, requestedAt) -> {
            started.incrementAndGet();
            permits.acquire();
            throw new IllegalStateException("a defect");
        }));
        Future<Decision> first = threads.submit(() -> broken.trigger(APP));
        Eventually.isTrue("started", () -> started.get() == 1);
        Future<Decision> second = threads.submit(() -> broken.trigger(APP));
        Eventually.isTrue("it waits", () -> broken.waiting(APP) == 1);
        Future<Decision> third = threads.submit(() -> broken.trigger(APP));
        Eventually.isTrue("both wait", () -> broken.waiting(APP) == 2);
        permits.release(2);
        assertThatThrownBy(() -> first.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> second.get(10, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
        assertThat(third.get(10, TimeUnit.SECONDS)).isEqualTo(Decision.GIVEN_BACK);
        assertThat(broken.size()).isZero();
    }

    /** When patches and calls began, on one counter for all. */
    private record Patched(Target target, long start) {}

    private record Called(Target target, long begin, long end) {}

    @Property(tries = 30)
    void everyCallIsFollowedByAPatchThatStartedAfterItAndEndedBeforeItReturned(
            @ForAll @IntRange(min = 1, max = 40) int callers,
            @ForAll @IntRange(min = 1, max = 3) int targets,
            @ForAll @IntRange(min = 1, max = 20) int rounds)
            throws Exception {
        AtomicLong time = new AtomicLong();
        ConcurrentLinkedQueue<Patched> patches = new ConcurrentLinkedQueue<>();
        AtomicInteger[] running = {new AtomicInteger(), new AtomicInteger(), new AtomicInteger()};
        SingleFlight stressed = new SingleFlight(trigger((target, requestedAt) -> {
            assertThat(running[number(target)].incrementAndGet()).isEqualTo(1);
            patches.add(new Patched(target, time.incrementAndGet()));
            Thread.sleep(Duration.ofNanos(ThreadLocalRandom.current().nextInt(500_000)));
            running[number(target)].decrementAndGet();
        }));
        List<Callable<List<Called>>> all = new ArrayList<>();
        for (int caller = 0; caller < callers; caller++) {
            Target target = target(Integer.toString(caller % targets));
            all.add(() -> {
                List<Called> calls = new ArrayList<>();
                for (int round = 0; round < rounds; round++) {
                    long begin = time.incrementAndGet();
                    assertThat(stressed.trigger(target)).isEqualTo(Decision.TRIGGERED);
                    calls.add(new Called(target, begin, time.incrementAndGet()));
                }
                return calls;
            });
        }
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<List<Called>> calls : many.invokeAll(all)) {
                for (Called call : calls.get()) {
                    assertThat(patches)
                            .anyMatch(patched -> patched.target().equals(call.target())
                                    && patched.start() > call.begin()
                                    && patched.start() < call.end());
                }
            }
        }
        assertThat(stressed.size()).isZero();
        assertThat(patches).hasSizeLessThanOrEqualTo(callers * rounds);
    }

    @Test
    void whileAnObjectIsInTroubleOnlyAFewWaitForItAndOthersAreGivenBack() throws Exception {
        patch.end = Tried.failed("500");
        onePatchRuns();
        patch.permits.release();
        awaitStarted(2);
        List<Future<Decision>> waiting = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            waiting.add(submit(APP));
        }
        Eventually.isTrue("ten wait", () -> flights.waiting(APP) == 10);
        assertThat(flights.trigger(APP)).isEqualTo(Decision.GIVEN_BACK);
        Future<Decision> neighbour = submit(target("neighbour"));
        awaitStarted(3);
        patch.end = Tried.decided(Decision.TRIGGERED);
        patch.permits.release(10);
        for (Future<Decision> one : waiting) {
            assertThat(one.get(10, TimeUnit.SECONDS)).isEqualTo(Decision.TRIGGERED);
        }
        assertThat(neighbour.get(10, TimeUnit.SECONDS)).isEqualTo(Decision.TRIGGERED);
        assertThat(flights.trigger(APP)).isEqualTo(Decision.TRIGGERED);
    }

    /** Triggers on a thread that a test can stop. */
    private final class Pilot {
        volatile boolean interrupted;
        final Thread thread = Thread.ofVirtual().start(() -> {
            try {
                flights.trigger(APP);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        });
    }

    private Future<Decision> submit(Target target) {
        return threads.submit(() -> flights.trigger(target));
    }

    private void onePatchRuns() throws Exception {
        var _ = submit(APP);
        awaitStarted(1);
    }

    private void awaitStarted(int patches) throws Exception {
        Eventually.isTrue(patches + " patches started", () -> patch.started.get() == patches);
    }

    private static int number(Target target) {
        return Integer.parseInt(target.name());
    }

    private static Target target(String name) {
        return new Target("source.toolkit.fluxcd.io/v1", "GitRepository", "apps", name);
    }

    private static Trigger trigger(AnnotationPatch patch) {
        Clock clock = Clock.systemUTC();
        return new Trigger(patch, new ApiTries(new ApiServerGate(), clock, Duration.ofMinutes(10)), clock);
    }
}
