package dev.holdfast.backend.platform.clock;

import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.Quarkus;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * The only clock: UTC in whole microseconds, PostgreSQL's resolution. A backend whose clock jumps ends. With a wrong time, it would end soak
 * times and trust of devices too early or too late. After a jump to the past, Quarkus would run no job until the earlier time is reached
 * again.
 */
@Singleton
public class ClockSource {
    private static final Logger LOG = Logger.getLogger(ClockSource.class);

    @Produces
    @Singleton
    @DefaultBean
    Clock clock() {
        return Clock.tick(
                new SteadyClock(Clock.systemUTC(), System::nanoTime, ClockSource::end), Duration.ofNanos(1_000));
    }

    private static void end(Duration jump) {
        LOG.errorf("event=clock-jumped seconds=%d; this backend ends and must be started again", jump.toSeconds());
        Quarkus.asyncExit(1);
    }
}
