package dev.holdfast.sim.mt3620.guardian;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

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

    /** Returns the same equipment with another serial number. */
    public Equipment withSerialNumber(String other) {
        return new Equipment(maker, model, other, firmware, allowed);
    }

    /**
     * Reads the description of a piece of equipment.
     *
     * @throws IOException when there is none or it is not well-formed; the message is for people
     */
    public static Equipment read(Path yaml) throws IOException {
        return YAML.readValue(Files.readString(yaml), Equipment.class);
    }
}
