package dev.holdfast.standalone.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * A fault of a service.
 *
 * @param service name of the service
 * @param frozen how long the service is frozen (SIGSTOP, then SIGCONT), or zero to kill it (SIGKILL)
 * @param pause time before the fault
 */
record Fault(String service, Duration frozen, Duration pause) {
    private static final int MIN_FROZEN = 2_000;
    private static final int MAX_FROZEN = 8_000;
    private static final int MIN_PAUSE = 1_000;

    /**
     * Returns an endless series of faults. The same seed gives the same series. Each service has one fault in each round.
     *
     * @param longest longest pause, more than a second
     */
    static Supplier<Fault> series(List<String> services, Duration longest, long seed) {
        Random random = new Random(seed);
        List<String> round = new ArrayList<>();
        return () -> {
            if (round.isEmpty()) {
                round.addAll(services);
                Collections.shuffle(round, random);
            }
            Duration pause = Duration.ofMillis(random.nextInt(MIN_PAUSE, (int) longest.toMillis()));
            Duration frozen = Duration.ofMillis(random.nextInt(MIN_FROZEN, MAX_FROZEN));
            return new Fault(round.removeLast(), random.nextBoolean() ? frozen : Duration.ZERO, pause);
        };
    }

    boolean kills() {
        return frozen.isZero();
    }

    /** Describes the fault without its pause, such as {@code kill backend}. */
    String words() {
        return kills() ? "kill " + service : "freeze %s for %.1f s".formatted(service, frozen.toMillis() / 1e3);
    }
}
