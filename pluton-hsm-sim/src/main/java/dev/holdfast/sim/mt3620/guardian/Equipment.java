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
 * Equipment behind a guardian. Texts have 1 to 64 characters.
 *
 * @param manufacturer manufacturer of the equipment
 * @param model model of the equipment
 * @param serialNumber serial number
 * @param firmware version that the equipment reports
 * @param allowed allowed connections, at most 64; all others are refused
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

    public Equipment {
        allowed = List.copyOf(allowed);
        for (String text : List.of(manufacturer, model, serialNumber, firmware)) {
            if (text.isBlank() || text.length() > MAX_TEXT) {
                throw new IllegalArgumentException("texts of equipment must have 1 to 64 characters");
            }
        }
        if (allowed.size() > MAX_CONNECTIONS) {
            throw new IllegalArgumentException("equipment has at most 64 allowed connections");
        }
    }

    public Equipment withSerialNumber(String other) {
        return new Equipment(manufacturer, model, other, firmware, allowed);
    }

    /**
     * Reads a description.
     *
     * @throws UnusableFileException when the file is missing or invalid
     */
    public static Equipment read(Path yaml) throws IOException {
        DiskFile disk = new DiskFile(yaml, StrictYaml.LONGEST, "Correct it, or delete it if the chip guards nothing.");
        try {
            return YAML.read(disk.text(), Equipment.class);
        } catch (YamlException e) {
            throw disk.unusable("is not a description of equipment: " + e.getMessage(), e);
        }
    }
}
