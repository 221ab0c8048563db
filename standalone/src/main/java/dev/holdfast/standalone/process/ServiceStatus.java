package dev.holdfast.standalone.process;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.holdfast.standalone.config.Home;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Current status of a service.
 *
 * @param name name of the service
 * @param url address for people or devices, if any
 * @param pid PID of the service, absent if the service is stopped
 * @param health one of {@value #HEALTHY}, {@value #STARTING}, {@value #UNHEALTHY}, {@value #WAITING} and {@value #STOPPED}
 * @param log path of the service's log
 * @param restartAt when a waiting service is restarted, in UTC and ISO 8601. Absent if it does not wait.
 */
@JsonPropertyOrder({"name", "url", "pid", "health", "log", "restartAt"})
public record ServiceStatus(
        String name,
        @Nullable String url,
        @Nullable Long pid,
        String health,
        String log,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String restartAt) {
    /** The service runs, and its probe succeeds. */
    public static final String HEALTHY = "healthy";
    /** The service runs or will soon run, and has not been healthy yet. */
    public static final String STARTING = "starting";
    /** The service runs and was healthy before, but its probe fails now. */
    public static final String UNHEALTHY = "unhealthy";
    /** The service exited, and the supervisor pauses before it restarts the service. The pause is longer after repeated exits. */
    public static final String WAITING = "waiting";
    /** The service does not run. */
    public static final String STOPPED = "stopped";

    /**
     * Checks a service.
     *
     * @param starting whether the installation is starting, so that a service without a process is not stopped but starting
     */
    public static ServiceStatus of(Home home, Service service, boolean starting) {
        PidFile file = Child.pidFile(home, service.name());
        Optional<ProcessHandle> process = file.process();
        Optional<Instant> restart = file.restartAt().filter(at -> at.isAfter(Instant.now()));
        String down = starting ? STARTING : STOPPED;
        return new ServiceStatus(
                service.name(),
                service.url() == null ? null : service.url().toString(),
                process.map(ProcessHandle::pid).orElse(null),
                process.map(running -> health(home, service, running)).orElse(restart.isPresent() ? WAITING : down),
                home.log(service.name()).toString(),
                restart.map(at -> at.truncatedTo(ChronoUnit.SECONDS).toString()).orElse(null));
    }

    /** Returns the process of a service, if it runs. */
    public static Optional<ProcessHandle> process(Home home, String service) {
        return Child.pidFile(home, service).process();
    }

    private static String health(Home home, Service service, ProcessHandle process) {
        if (service.probe().works()) {
            return HEALTHY;
        }
        return Child.healthyFile(home, service.name()).process().equals(Optional.of(process)) ? UNHEALTHY : STARTING;
    }
}
