package dev.holdfast.sim.mt3620.guardian;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A piece of equipment behind a guardian.
 *
 * @param maker who made it
 * @param model what it is
 * @param serialNumber which one it is
 * @param firmware the version that it says it runs
 * @param allowed what it may talk to; everything else is refused
 */
public record Equipment(
        @JsonProperty(required = true) String maker,
        @JsonProperty(required = true) String model,
        @JsonProperty(required = true) String serialNumber,
        @JsonProperty(required = true) String firmware,
        @JsonProperty(required = true) List<AllowedConnection> allowed) {
    private static final int MAX_TEXT = 64;
    private static final int MAX_CONNECTIONS = 64;

    /** Checks the bounds: texts have 1 to 64 characters, and there are at most 64 connections. */
    public Equipment {
        allowed = List.copyOf(allowed);
        for (String text : List.of(maker, model, serialNumber, firmware)) {
            if (text.isBlank() || text.length() > MAX_TEXT) {
                throw new IllegalArgumentException("equipment is described by texts of 1 to 64 characters");
            }
        }
        if (allowed.size() > MAX_CONNECTIONS) {
            throw new IllegalArgumentException("equipment has at most 64 allowed connections");
        }
    }
}
