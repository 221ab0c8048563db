package dev.holdfast.standalone.process;

import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.config.Home;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs services: starts them, starts a dead one again after 1, 2, 4 … at most 30 seconds, and stops them in the
 * reverse of the order in which they were started.
 */
public final class Supervisor {
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** A service that ran this long before it died begins again with the shortest pause. */
    private static final Duration STEADY = Duration.ofMinutes(1);

    private final Home home;
    private final Consumer<String> news;
    private final Map<String, Child> children = new LinkedHashMap<>();
    private boolean stopping;

    /**
     * @param home for logs and pid files
     * @param news told about deaths and restarts, one line each
     */
    public Supervisor(Home home, Consumer<String> news) {
        this.home = home;
        this.news = news;
    }

    /**
     * Starts a service without waiting for it.
     *
     * @param launch how
     * @return what has been started
     */
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
         * Waits until the service works.
         *
         * @throws CannotContinue if it ended or took too long
         * @throws InterruptedException if this thread is to end
         */
        public void await() throws InterruptedException {
            child.awaitReady(home);
        }

        /**
         * Asks the service to end, and waits until it has.
         *
         * @param patience after that it is ended by force
         */
        public void finish(Duration patience) {
            child.stop("TERM", patience);
        }
    }

    /** Stops everything; nothing can be started after that. */
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
     * Stops what an earlier supervisor left behind when it was killed.
     *
     * @param home whose pid files to follow
     * @param services names, in starting order
     * @param news told about each process that is stopped
     */
    public static void stopLeftOvers(Home home, List<String> services, Consumer<String> news) {
        for (String name : services.reversed()) {
            PidFile file = Child.pidFile(home, name);
            file.process().ifPresent(process -> {
                Child.stop(process, name.equals("postgres") ? "INT" : "TERM", STOP_PATIENCE);
                news.accept("stopped %s, left over from an earlier run".formatted(name));
            });
            file.delete();
        }
    }

    private synchronized Child spawn(Launch launch, Duration pause) {
        if (stopping) {
            throw new CannotContinue("Stopped while it was starting.");
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
        if (!isCurrent(name, dead)) {
            return;
        }
        news.accept("%s ended with status %d; starting it again in %d s"
                .formatted(name, dead.exitValue(), pause.toSeconds()));
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
