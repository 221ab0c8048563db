package dev.holdfast.sim.mt3620.guardian;

import dev.holdfast.contract.device.DeviceReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Guards one piece of equipment: allows or refuses each connection by its list, and reports identity and health. Safe
 * for use from any thread.
 */
public final class Guardian {
    private final Equipment equipment;
    private final Duration maxSilence;
    private final InstantSource clock;
    /** Time of the last sign of life of the equipment. */
    private Instant heard;

    private long allowed;
    private long refused;
    private String lastRefused = "";

    /**
     * Creates a guardian. Its creation counts as a sign of life of the equipment.
     *
     * @param maxSilence time without a sign of life until the equipment counts as silent
     */
    public Guardian(Equipment equipment, Duration maxSilence, InstantSource clock) {
        this.equipment = equipment;
        this.maxSilence = maxSilence;
        this.clock = clock;
        this.heard = clock.instant();
    }

    /** Answer to a connection request. */
    public enum Decision {
        ALLOWED,
        REFUSED
    }

    /** Allows or refuses a connection, and counts it. The request is a sign of life. */
    public synchronized Decision decide(AllowedConnection connection) {
        heard = clock.instant();
        if (equipment.allowed().contains(connection)) {
            allowed++;
            return Decision.ALLOWED;
        }
        refused++;
        lastRefused = connection.transport() + " " + connection.host() + ":" + connection.port();
        return Decision.REFUSED;
    }

    /** Notes a sign of life, such as an answer on the serial port. */
    public synchronized void heard() {
        heard = clock.instant();
    }

    /** Returns the health. {@code SILENT} takes precedence over {@code SUSPICIOUS}. */
    public synchronized Health health() {
        if (Duration.between(heard, clock.instant()).compareTo(maxSilence) > 0) {
            return Health.SILENT;
        }
        return refused > 0 ? Health.SUSPICIOUS : Health.GOOD;
    }

    /**
     * Returns a report of the equipment, and resets the counts. The kind is {@link DeviceReport.Kind#APP_EVENT}. The
     * detail has {@code event=guardian}, {@code manufacturer}, {@code model}, {@code serialNumber}, {@code firmware},
     * {@code health}, {@code allowedConnections} (length of the list), {@code allowed} and {@code refused} (numbers of
     * requests), and {@code lastRefused} if a request was refused.
     */
    public synchronized DeviceReport report() {
        Map<String, String> detail = new LinkedHashMap<>();
        detail.put("event", "guardian");
        detail.put("manufacturer", equipment.manufacturer());
        detail.put("model", equipment.model());
        detail.put("serialNumber", equipment.serialNumber());
        detail.put("firmware", equipment.firmware());
        detail.put("health", health().name());
        detail.put("allowedConnections", Integer.toString(equipment.allowed().size()));
        detail.put("allowed", Long.toString(allowed));
        detail.put("refused", Long.toString(refused));
        if (refused > 0) {
            // A report's detail has at most 256 characters; a host name can have 253.
            detail.put("lastRefused", lastRefused.substring(0, Math.min(lastRefused.length(), 256)));
        }
        allowed = 0;
        refused = 0;
        return new DeviceReport(UUID.randomUUID(), clock.instant(), DeviceReport.Kind.APP_EVENT, detail);
    }
}
