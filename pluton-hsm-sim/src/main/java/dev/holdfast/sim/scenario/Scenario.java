package dev.holdfast.sim.scenario;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a fleet behaves. Durations in YAML are ISO 8601, such as {@code PT15S}.
 *
 * @param name for people
 * @param description one sentence
 * @param devices how many devices to make when nobody says
 * @param startWithin devices switch on spread over this time
 * @param pollInterval between two update polls of one device, ± 10 %
 * @param heartbeatInterval between two heartbeat events of one device, ± 10 %
 * @param firstRetry the pause after a first failure; it doubles with each further one
 * @param longestRetry the longest pause between two tries
 * @param faults what is wrong with whom
 */
public record Scenario(
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) String description,
        @JsonProperty(required = true) int devices,
        @JsonProperty(required = true) Duration startWithin,
        @JsonProperty(required = true) Duration pollInterval,
        @JsonProperty(required = true) Duration heartbeatInterval,
        @JsonProperty(required = true) Duration firstRetry,
        @JsonProperty(required = true) Duration longestRetry,
        @JsonProperty(required = true) List<Affliction> faults) {
    /** Names of the scenarios that come along. */
    public static final List<String> SHIPPED = List.of("smoke", "demo", "quiet-fleet", "unknown-chip");

    private static final ObjectMapper YAML = YAMLMapper.builder(new YAMLFactory())
            .addModule(new JavaTimeModule())
            .propertyNamingStrategy(com.fasterxml.jackson.databind.PropertyNamingStrategies.KEBAB_CASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    /** Checks that the fleet does not run hot. */
    public Scenario {
        faults = List.copyOf(faults);
        if (devices < 1) {
            throw new IllegalArgumentException("a scenario has at least one device");
        }
        for (Duration pause : List.of(pollInterval, heartbeatInterval, firstRetry, longestRetry)) {
            if (pause.compareTo(Duration.ofMillis(10)) < 0) {
                throw new IllegalArgumentException(pause + " is too short: devices must not spin");
            }
        }
        if (startWithin.isNegative() || longestRetry.compareTo(firstRetry) < 0) {
            throw new IllegalArgumentException("start-within is negative, or longest-retry below first-retry");
        }
    }

    /**
     * A fault and whom it has. Afflictions take devices from the end of a batch, one after the other.
     *
     * @param fault what is wrong
     * @param count with how many devices
     */
    public record Affliction(
            @JsonProperty(required = true) Fault fault,
            @JsonProperty(required = true) int count) {
        /** Checks the count. */
        public Affliction {
            if (count < 1) {
                throw new IllegalArgumentException("a fault has at least one device");
            }
        }
    }

    /**
     * Finds a scenario by the name of one that comes along or by the path of a YAML file.
     *
     * @throws IOException when there is neither or it is not a scenario; the message is for people
     */
    public static Scenario find(String nameOrPath) throws IOException {
        if (SHIPPED.contains(nameOrPath)) {
            return named(nameOrPath);
        }
        Path file = Path.of(nameOrPath);
        if (!Files.isRegularFile(file)) {
            throw new FileNotFoundException(
                    "There is no scenario or file '" + nameOrPath + "'. Scenarios: " + String.join(", ", SHIPPED));
        }
        try (InputStream in = Files.newInputStream(file)) {
            return YAML.readValue(in, Scenario.class);
        }
    }

    /** Returns one of {@link #SHIPPED}. */
    public static Scenario named(String name) {
        try (InputStream in = Scenario.class.getResourceAsStream("/scenarios/" + name + ".yaml")) {
            if (in == null) {
                throw new IllegalArgumentException("There is no scenario '" + name + "'. Scenarios: " + SHIPPED);
            }
            return YAML.readValue(in, Scenario.class);
        } catch (IOException e) {
            throw new UncheckedIOException("scenario " + name + " is not well-formed", e);
        }
    }

    /** Returns what is wrong with device {@code index} of a batch of {@code count}. */
    public Optional<Fault> faultOf(int index, int count) {
        List<Fault> fromTheEnd = new ArrayList<>();
        for (Affliction affliction : faults) {
            for (int i = 0; i < affliction.count(); i++) {
                fromTheEnd.add(affliction.fault());
            }
        }
        int position = count - 1 - index;
        return position < fromTheEnd.size() ? Optional.of(fromTheEnd.get(position)) : Optional.empty();
    }
}
