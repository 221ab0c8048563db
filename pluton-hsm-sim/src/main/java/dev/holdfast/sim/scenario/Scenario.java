package dev.holdfast.sim.scenario;

import dev.holdfast.sim.agent.DayTime;
import dev.holdfast.sim.agent.Tempo;
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
 * How a fleet behaves, what is wrong with whom, and what should come of it. The form in YAML is in
 * {@code docs/scenarios.md}.
 *
 * @param name for people
 * @param description one sentence
 * @param watchFor what an operator should see
 * @param devices how many devices to make when nobody says
 * @param seed of all chance, when nobody says
 * @param lasts how long a run takes when nobody says; empty for until someone ends it
 * @param startWithin devices switch on spread over this time
 * @param onShelf how many of them are never switched on
 * @param day what time of day it is for the fleet
 * @param personas kinds of devices; those that no share covers are of the last kind
 * @param faults what is wrong with whom
 * @param expectations what should come of it
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
        List<Affliction> faults,
        List<Expectation> expectations) {
    /** Names of the scenarios that come along. */
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
            "field-units");

    /** How many devices a fleet may have; each is a folder of some 50 kB and a line of the roster. */
    public static final int MOST_DEVICES = 1_000_000;

    private static final Duration SHORTEST_DAY = Duration.ofSeconds(10);

    /** Checks that there are devices of some kind. */
    public Scenario {
        personas = List.copyOf(personas);
        faults = List.copyOf(faults);
        expectations = List.copyOf(expectations);
        if (devices < 1) {
            throw new IllegalArgumentException("a scenario has at least one device");
        }
        if (devices > MOST_DEVICES) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "a scenario has %,d devices at most", MOST_DEVICES));
        }
        if (personas.isEmpty()) {
            throw new IllegalArgumentException("a scenario has at least one persona");
        }
    }

    /**
     * The fleet's day.
     *
     * @param startsAt the time of day at which the fleet starts
     * @param lasts how long a day takes; shorter than 24 h to see one pass
     */
    public record Day(LocalTime startsAt, Duration lasts) {
        /** Checks the length. */
        public Day {
            if (lasts.compareTo(SHORTEST_DAY) < 0) {
                throw new IllegalArgumentException("a day lasts " + SHORTEST_DAY + " at least");
            }
        }

        /** Returns the time of a device of a fleet that starts at {@code start}. */
        public DayTime from(Instant start) {
            return lasts.equals(Duration.ofDays(1))
                    ? DayTime.REAL
                    : new DayTime(start, (double) Duration.ofDays(1).toNanos() / lasts.toNanos());
        }

        /** Returns the time of day when the fleet has run for so long. */
        public LocalTime after(Duration run) {
            double days = (double) run.toNanos() / lasts.toNanos();
            return startsAt.plusNanos(
                    (long) ((days - Math.floor(days)) * Duration.ofDays(1).toNanos()));
        }

        /** Returns how long the fleet runs while so much of its day passes. */
        public Duration running(Duration ofTheDay) {
            return Duration.ofNanos(
                    (long) ((double) ofTheDay.toNanos() / Duration.ofDays(1).toNanos() * lasts.toNanos()));
        }
    }

    /**
     * Returns the same scenario in less time: everything that takes time takes {@code speed} times less of it, networks and
     * clock faults apart. A day takes ten seconds at least, any other pause 10 ms.
     *
     * @param speed above 0; below 1 it is slower
     */
    public Scenario faster(double speed) {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("a scenario's speed is above 0");
        }
        Duration shorterDay = Tempo.faster(day.lasts(), speed);
        return new Scenario(
                name,
                description,
                watchFor,
                devices,
                seed,
                lasts.map(time -> Tempo.faster(time, speed)),
                Tempo.faster(startWithin, speed),
                onShelf,
                new Day(day.startsAt(), shorterDay.compareTo(SHORTEST_DAY) < 0 ? SHORTEST_DAY : shorterDay),
                personas.stream().map(persona -> persona.faster(speed)).toList(),
                faults.stream().map(fault -> fault.faster(speed)).toList(),
                expectations);
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
        return parse(nameOrPath, Files.readString(file));
    }

    /**
     * Reads a scenario.
     *
     * @param source where it is from, for complaints
     * @throws ScenarioException when it is none
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
