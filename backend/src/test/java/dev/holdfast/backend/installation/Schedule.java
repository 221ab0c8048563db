package dev.holdfast.backend.installation;

import dev.holdfast.backend.platform.uptime.Uptime;
import io.quarkus.scheduler.Scheduler;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;

/** The backend's schedule. While it is paused, only the test runs jobs. */
@Singleton
public class Schedule {
    private final Scheduler scheduler;
    private final Uptime uptime;
    private final Vertx vertx;

    Schedule(Scheduler scheduler, Uptime uptime, Vertx vertx) {
        this.scheduler = scheduler;
        this.uptime = uptime;
        this.vertx = vertx;
    }

    /** Begins no further jobs. A job that runs already ends as usual. */
    public void pause() {
        scheduler.pause();
    }

    /** Begins jobs again. First sends a heartbeat, so that the pause is not recorded as an outage. */
    public void resume() {
        OnVertx.await(vertx, () -> uptime.beat());
        scheduler.resume();
    }
}
