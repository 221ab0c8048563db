package dev.holdfast.standalone.process;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.holdfast.standalone.config.Home;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Current status of a service.
 *
 * @param name name of the service
 * @param url address for people or devices, if any
 * @param pid PID of the service, absent if the service is stopped
 * @param health one of {@value #HEALTHY}, {@value #STARTING}, {@value #UNHEALTHY} and {@value #STOPPED}
 * @param log path of the service's log
 */
@JsonPropertyOrder({"name", "url", "pid", "health", "log"})
public record ServiceStatus(
        String name, @Nullable String url, @Nullable Long pid, String health, String log) {
    /** The service runs, and its probe succeeds. */
    public static final String HEALTHY = "healthy";
    /** The service runs or will soon run, and has not been healthy yet. */
    public static final String STARTING = "starting";
    /** The service runs and was healthy before, but its probe fails now. */
    public static final String UNHEALTHY = "unhealthy";
    /** The service does not run. */
    public static final String STOPPED = "stopped";

    /**
     * Checks a service.
     *
     * @param starting whether the installation is starting, so that a service without a process is not stopped but starting
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
