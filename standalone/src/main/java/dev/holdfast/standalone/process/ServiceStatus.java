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
 * @param health one of {@value #HEALTHY}, {@value #UNHEALTHY} (runs, but its probe fails) and {@value #STOPPED}
 * @param log where it writes
 */
@JsonPropertyOrder({"name", "url", "pid", "health", "log"})
public record ServiceStatus(
        String name, @Nullable String url, @Nullable Long pid, String health, String log) {
    /** Runs and works. */
    public static final String HEALTHY = "healthy";
    /** Runs but does not work. */
    public static final String UNHEALTHY = "unhealthy";
    /** Does not run. */
    public static final String STOPPED = "stopped";

    /**
     * Looks at a service.
     *
     * @param home its installation
     * @param service which
     */
    public static ServiceStatus of(Home home, Service service) {
        Optional<ProcessHandle> process = Child.pidFile(home, service.name()).process();
        String health = process.isEmpty() ? STOPPED : service.probe().works() ? HEALTHY : UNHEALTHY;
        return new ServiceStatus(
                service.name(),
                service.url() == null ? null : service.url().toString(),
                process.map(ProcessHandle::pid).orElse(null),
                health,
                home.log(service.name()).toString());
    }
}
