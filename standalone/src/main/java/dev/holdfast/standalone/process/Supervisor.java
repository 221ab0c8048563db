package dev.holdfast.standalone.process;

import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.config.Home;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Starts services and stops them in reverse order. If {@link Launch#restart} is set, restarts the service when it exits, after a pause that
 * doubles from 1 to 30 seconds. During the pause, the service is {@linkplain ServiceStatus#WAITING waiting}.
 */
public final class Supervisor {
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** If a service ran this long before it exited, the pause before its restart is 1 second again. */
    private static final Duration STEADY = Duration.ofMinutes(1);

    private final Home home;
    private final Consumer<String> news;
    private final Map<String, Child> children = new LinkedHashMap<>();
    private boolean stopping;

    /**
     * @param home has logs and PID files
     * @param news receives one line for each exit, restart and stop
     */
    public Supervisor(Home home, Consumer<String> news) {
        this.home = home;
        this.news = news;
    }

    /** Starts a service without waiting for it. */
    public Started start(Launch launch) {
        Child child = spawn(launch, Duration.ofSeconds(1));
        return new Started(child);
    }

    /** A service that has been started. */
    public final class Started {
        private final Child child;

        private Started(Child child) {
            this.child = child;
        }

        /**
         * Waits until the service is healthy.
         *
         * @throws CannotContinue if the service exits or exceeds its time limit
         */
        public void await() throws InterruptedException {
            child.awaitReady(home);
        }

        /**
         * Stops the service and waits for its end.
         *
         * @param patience time until the service is killed
         */
        public void finish(Duration patience) {
            child.stop("TERM", patience);
        }
    }

    /** Stops all services. No service can be started afterwards. */
    public void stopAll() {
        List<Map.Entry<String, Child>> running;
        synchronized (this) {
            stopping = true;
            running = new ArrayList<>(children.entrySet()).reversed();
            children.clear();
        }
        for (Map.Entry<String, Child> entry : running) {
            long before = System.nanoTime();
            entry.getValue().stop(STOP_PATIENCE);
            news.accept("stopped %s (%.1f s)".formatted(entry.getKey(), (System.nanoTime() - before) / 1e9));
        }
    }

    /**
     * Stops services that a killed supervisor left running. PostgreSQL gets the signal INT, with which it does not wait for clients.
     *
     * @param home has the PID files
     * @param services names, in starting order
     * @param news receives one line for each stopped process
     */
    public static void stopLeftOvers(Home home, List<String> services, Consumer<String> news) {
        for (String name : services.reversed()) {
            PidFile file = Child.pidFile(home, name);
            file.process().ifPresent(process -> {
                Child.stop(process, name.equals("postgres") ? "INT" : "TERM", STOP_PATIENCE);
                news.accept("stopped %s of an earlier run".formatted(name));
            });
            file.delete();
        }
    }

    private synchronized Child spawn(Launch launch, Duration pause) {
        if (stopping) {
            throw new CannotContinue("Stopped during start.");
        }
        long startedAt = System.nanoTime();
        Child child = Child.start(home, launch);
        children.put(launch.service().name(), child);
        Thread.ofVirtual().start(() -> noteHealth(child));
        if (launch.restart()) {
            Thread.ofVirtual().start(() -> {
                child.awaitExit();
                boolean steady = System.nanoTime() - startedAt > STEADY.toNanos();
                restart(launch, child, steady ? Duration.ofSeconds(1) : pause);
            });
        }
        return child;
    }

    private void noteHealth(Child child) {
        try {
            child.noteHealth(home);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void restart(Launch launch, Child dead, Duration pause) {
        String name = launch.service().name();
        synchronized (this) {
            if (!isCurrent(name, dead)) {
                return;
            }
            Child.pidFile(home, name).writeRestart(Instant.now().plus(pause));
        }
        news.accept("%s exited with code %d, restarting in %d s".formatted(name, dead.exitValue(), pause.toSeconds()));
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        synchronized (this) {
            if (!stopping && isCurrent(name, dead)) {
                Duration next = pause.multipliedBy(2);
                spawn(launch, next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next);
            }
        }
    }

    private synchronized boolean isCurrent(String name, Child child) {
        return !stopping && children.get(name) == child;
    }
}
