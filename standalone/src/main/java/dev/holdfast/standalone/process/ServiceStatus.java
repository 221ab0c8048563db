package dev.holdfast.standalone.process;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.holdfast.standalone.config.Home;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a service is, right now.
 *
 * @param name which
 * @param url where to reach it, if people or devices do
 * @param pid its process, absent when it is stopped
 * @param health one of {@value #HEALTHY}, {@value #STARTING} (has not worked yet), {@value #UNHEALTHY} (has worked, but its probe
 *     fails now) and {@value #STOPPED}
 * @param log where it writes
 */
@JsonPropertyOrder({"name", "url", "pid", "health", "log"})
public record ServiceStatus(
        String name, @Nullable String url, @Nullable Long pid, String health, String log) {
    /** Runs and works. */
    public static final String HEALTHY = "healthy";
    /** Runs, or is about to, and has not worked yet. */
    public static final String STARTING = "starting";
    /** Runs but does not work any more. */
    public static final String UNHEALTHY = "unhealthy";
    /** Does not run. */
    public static final String STOPPED = "stopped";

    /**
     * Looks at a service.
     *
     * @param home its installation
     * @param service which
     * @param starting whether the installation is starting, so that what does not run yet will
     */
    public static ServiceStatus of(Home home, Service service, boolean starting) {
        Optional<ProcessHandle> process = Child.pidFile(home, service.name()).process();
        return new ServiceStatus(
                service.name(),
                service.url() == null ? null : service.url().toString(),
                process.map(ProcessHandle::pid).orElse(null),
                process.map(running -> health(home, service, running)).orElse(starting ? STARTING : STOPPED),
                home.log(service.name()).toString());
    }

    private static String health(Home home, Service service, ProcessHandle process) {
        if (service.probe().works()) {
            return HEALTHY;
        }
        return Child.healthyFile(home, service.name()).process().equals(Optional.of(process)) ? UNHEALTHY : STARTING;
    }
}
