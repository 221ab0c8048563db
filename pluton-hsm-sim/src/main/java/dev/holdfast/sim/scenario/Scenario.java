package dev.holdfast.sim.scenario;

import dev.holdfast.sim.agent.DayTime;
import dev.holdfast.sim.agent.Durations;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The behavior, faults and expected result of a fleet. {@code docs/scenarios.md} documents the YAML.
 *
 * @param name text for people
 * @param description one sentence
 * @param watchFor effects that an operator should see
 * @param devices default number of devices
 * @param seed default seed of all random choices
 * @param lasts default duration of a run; empty until stopped
 * @param startWithin devices switch on spread over this time
 * @param onShelf devices that are never switched on
 * @param day time of day of the fleet
 * @param personas kinds of devices; devices that no share covers belong to the last one
 * @param faults faults and their devices
 * @param expectations expected result
 */
public record Scenario(
        String name,
        String description,
        String watchFor,
        int devices,
        long seed,
        Optional<Duration> lasts,
        Duration startWithin,
        Portion onShelf,
        Day day,
        List<Persona> personas,
        List<ScenarioFault> faults,
        List<Expectation> expectations) {
    /** Names of the shipped scenarios. */
    public static final List<String> SHIPPED = List.of(
            "smoke",
            "demo",
            "quiet-fleet",
            "unknown-chip",
            "bad-release",
            "clone",
            "regional-outage",
            "keystore-rotation",
            "rolling-brownout",
            "field-units",
            "canary-halt",
            "rollback",
            "herd",
            "offline-a-year");

    /** Maximum size of a fleet. Each device is a folder of about 50 kB and a line of the roster. */
    public static final int MAX_DEVICES = 1_000_000;

    private static final Duration SHORTEST_DAY = Duration.ofSeconds(10);

    public Scenario {
        personas = List.copyOf(personas);
        faults = List.copyOf(faults);
        expectations = List.copyOf(expectations);
        if (devices < 1) {
            throw new IllegalArgumentException("a scenario has at least one device");
        }
        if (devices > MAX_DEVICES) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "a scenario has at most %,d devices", MAX_DEVICES));
        }
        if (personas.isEmpty()) {
            throw new IllegalArgumentException("a scenario has at least one persona");
        }
    }

    /**
     * Time of day of the fleet.
     *
     * @param startsAt time of day at the start of the fleet
     * @param lasts length of a day
     */
    public record Day(LocalTime startsAt, Duration lasts) {
        public Day {
            if (lasts.compareTo(SHORTEST_DAY) < 0) {
                throw new IllegalArgumentException("a day must last at least " + SHORTEST_DAY);
            }
        }

        /** Returns the time of a device in a fleet that starts at {@code start}. */
        public DayTime from(Instant start) {
            return lasts.equals(Duration.ofDays(1))
                    ? DayTime.REAL
                    : new DayTime(start, (double) Duration.ofDays(1).toNanos() / lasts.toNanos());
        }

        /** Returns the time of day after this time of a run. */
        public LocalTime after(Duration run) {
            double days = (double) run.toNanos() / lasts.toNanos();
            return startsAt.plusNanos(
                    (long) ((days - Math.floor(days)) * Duration.ofDays(1).toNanos()));
        }

        /** Returns the real duration of a duration in the fleet's day. */
        public Duration realTime(Duration ofTheDay) {
            return Duration.ofNanos(
                    (long) ((double) ofTheDay.toNanos() / Duration.ofDays(1).toNanos() * lasts.toNanos()));
        }
    }

    /**
     * Returns a copy with all durations divided by {@code speed}, except network latency and clock faults. A day lasts
     * at least ten seconds, any other pause at least 10 ms.
     *
     * @param speed above 0; below 1 is slower
     */
    public Scenario faster(double speed) {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("the speed must be above 0");
        }
        Duration shorterDay = Durations.faster(day.lasts(), speed);
        return new Scenario(
                name,
                description,
                watchFor,
                devices,
                seed,
                lasts.map(time -> Durations.faster(time, speed)),
                Durations.faster(startWithin, speed),
                onShelf,
                new Day(day.startsAt(), shorterDay.compareTo(SHORTEST_DAY) < 0 ? SHORTEST_DAY : shorterDay),
                personas.stream().map(persona -> persona.faster(speed)).toList(),
                faults.stream().map(fault -> fault.faster(speed)).toList(),
                expectations);
    }

    /**
     * Returns a shipped scenario by name, or reads a YAML file.
     *
     * @throws IOException when neither exists or the file is not a scenario; the message is for people
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
        return parse(nameOrPath, Files.readString(file));
    }

    /**
     * Parses a scenario.
     *
     * @param source name of the text in error messages
     * @throws ScenarioException when the text is not a scenario
     */
    public static Scenario parse(String source, String yaml) throws ScenarioException {
        return ScenarioReader.read(source, yaml);
    }

    /** Returns one of {@link #SHIPPED}. */
    public static Scenario named(String name) {
        try (InputStream in = Scenario.class.getResourceAsStream("/scenarios/" + name + ".yaml")) {
            if (in == null) {
                throw new IllegalArgumentException("There is no scenario '" + name + "'. Scenarios: " + SHIPPED);
            }
            return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("scenario " + name + " is not well-formed", e);
        }
    }
}
