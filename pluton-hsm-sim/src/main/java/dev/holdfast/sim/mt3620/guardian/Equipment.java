package dev.holdfast.sim.mt3620.guardian;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.holdfast.sim.disk.DiskFile;
import dev.holdfast.sim.disk.StrictYaml;
import dev.holdfast.sim.disk.UnusableFileException;
import dev.holdfast.sim.disk.YamlException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A piece of equipment behind a guardian.
 *
 * @param manufacturer who made it
 * @param model what it is
 * @param serialNumber which one it is
 * @param firmware the version that it says it runs
 * @param allowed what it may talk to; everything else is refused
 */
public record Equipment(
        @JsonProperty(required = true) String manufacturer,
        @JsonProperty(required = true) String model,
        @JsonProperty(required = true) String serialNumber,
        @JsonProperty(required = true) String firmware,
        @JsonProperty(required = true) List<AllowedConnection> allowed) {
    private static final int MAX_TEXT = 64;
    private static final int MAX_CONNECTIONS = 64;
    private static final StrictYaml YAML = new StrictYaml(List.of());

    /** Checks the bounds: texts have 1 to 64 characters, and there are at most 64 connections. */
    public Equipment {
        allowed = List.copyOf(allowed);
        for (String text : List.of(manufacturer, model, serialNumber, firmware)) {
            if (text.isBlank() || text.length() > MAX_TEXT) {
                throw new IllegalArgumentException("equipment is described by texts of 1 to 64 characters");
            }
        }
        if (allowed.size() > MAX_CONNECTIONS) {
            throw new IllegalArgumentException("equipment has at most 64 allowed connections");
        }
    }

    /** Returns the same equipment with another serial number. */
    public Equipment withSerialNumber(String other) {
        return new Equipment(manufacturer, model, other, firmware, allowed);
    }

    /**
     * Reads the description of a piece of equipment.
     *
     * @throws UnusableFileException when there is none or it is not well-formed
     */
    public static Equipment read(Path yaml) throws IOException {
        DiskFile disk =
                new DiskFile(yaml, StrictYaml.LONGEST, "Correct it, or delete it: then the chip guards nothing.");
        try {
            return YAML.read(disk.text(), Equipment.class);
        } catch (YamlException e) {
            throw disk.unusable("is not a description of equipment: " + e.getMessage(), e);
        }
    }
}
