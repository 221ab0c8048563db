package dev.holdfast.standalone.process;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Command that starts a service.
 *
 * @param service the started service
 * @param command program and arguments
 * @param environment environment variables. A service also inherits a few of the supervisor's, such as PATH and HOME.
 * @param startTimeout time limit for the start, until the probe of the service succeeds
 * @param stopSignal name of the signal for an orderly stop
 * @param restart whether the supervisor restarts the service after it exits
 */
public record Launch(
        Service service,
        List<String> command,
        Map<String, String> environment,
        Duration startTimeout,
        String stopSignal,
        boolean restart) {
    /** Copies its collections. */
    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
