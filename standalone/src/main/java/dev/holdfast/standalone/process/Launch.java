package dev.holdfast.standalone.process;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How a service is started.
 *
 * @param service which
 * @param command program and arguments
 * @param environment what it sees beside PATH, HOME, LANG and TMPDIR
 * @param patience how long it may take until its probe succeeds
 * @param stopSignal name of the signal that asks it to end in order
 * @param restart whether it is started again when it dies by itself
 */
public record Launch(
        Service service,
        List<String> command,
        Map<String, String> environment,
        Duration patience,
        String stopSignal,
        boolean restart) {
    /** Copies its collections. */
    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
