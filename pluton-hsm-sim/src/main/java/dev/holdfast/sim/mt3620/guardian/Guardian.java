package dev.holdfast.sim.mt3620.guardian;

import dev.holdfast.contract.device.DeviceReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Guards one piece of equipment: every connection that it asks for is allowed by its list or refused, and a report tells
 * what it is and how it does. Safe for use by several threads.
 */
public final class Guardian {
    private final Equipment equipment;
    private final Duration maxSilence;
    private final InstantSource clock;
    private Instant heard;
    private long allowed;
    private long refused;
    private String lastRefused = "";

    /**
     * Begins to guard; the equipment counts as heard of just now.
     *
     * @param maxSilence for how long the equipment may say nothing before it counts as silent
     */
    public Guardian(Equipment equipment, Duration maxSilence, InstantSource clock) {
        this.equipment = equipment;
        this.maxSilence = maxSilence;
        this.clock = clock;
        this.heard = clock.instant();
    }

    /** What becomes of a connection that equipment asks for. */
    public enum Decision {
        /** It is on the list. */
        ALLOWED,
        /** It is not. */
        REFUSED
    }

    /** Decides about a connection, and counts it. That the equipment asks is a sign of life. */
    public synchronized Decision decide(AllowedConnection wanted) {
        heard = clock.instant();
        if (equipment.allowed().contains(wanted)) {
            allowed++;
            return Decision.ALLOWED;
        }
        refused++;
        lastRefused = wanted.transport() + " " + wanted.host() + ":" + wanted.port();
        return Decision.REFUSED;
    }

    /** Notes a sign of life, such as an answer on the equipment's serial port. */
    public synchronized void heard() {
        heard = clock.instant();
    }

    /** Returns how the equipment is now. */
    public synchronized Health health() {
        if (Duration.between(heard, clock.instant()).compareTo(maxSilence) > 0) {
            return Health.SILENT;
        }
        return refused > 0 ? Health.SUSPICIOUS : Health.GOOD;
    }

    /**
     * Reports what the equipment is and how it has done since the last report; counting begins anew. The kind is {@link
     * DeviceReport.Kind#APP_EVENT}, the detail {@code event=guardian}, {@code manufacturer}, {@code model}, {@code serialNumber},
     * {@code firmware}, {@code health}, {@code allowedConnections} (how many are on the list), {@code allowed} and {@code
     * refused} (how many were asked for), and {@code lastRefused} if any was.
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
            // A report's details have at most 256 characters; a host name alone may have 253.
            detail.put("lastRefused", lastRefused.substring(0, Math.min(lastRefused.length(), 256)));
        }
        allowed = 0;
        refused = 0;
        return new DeviceReport(UUID.randomUUID(), clock.instant(), DeviceReport.Kind.APP_EVENT, detail);
    }
}
