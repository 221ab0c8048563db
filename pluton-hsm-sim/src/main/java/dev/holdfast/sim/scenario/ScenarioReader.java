package dev.holdfast.sim.scenario;

import dev.holdfast.sim.agent.NetworkQuality;
import dev.holdfast.sim.agent.Pace;
import dev.holdfast.sim.agent.Standing;
import dev.holdfast.sim.fault.Fault;
import dev.holdfast.sim.fault.MadeFault;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads scenarios. Strict: what it does not know it refuses, and says where and what it does know. */
final class ScenarioReader {
    private static final int MAX_LENGTH = 256 * 1024;
    private static final Duration LINGER = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final LocalTime MORNING = LocalTime.of(8, 0);

    private ScenarioReader() {}

    /**
     * Reads a scenario.
     *
     * @param source named in complaints
     */
    static Scenario read(String source, String yaml) throws ScenarioException {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(MAX_LENGTH);
        limits.setMaxAliasesForCollections(0);
        try {
            return scenario(Section.of(source, new Yaml(limits).compose(new java.io.StringReader(yaml))));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new ScenarioException(source, line, "this is no YAML: " + e.getProblem());
        } catch (YAMLException e) {
            throw new ScenarioException(source, 1, "this is no YAML: " + e.getMessage());
        }
    }

    private static Scenario scenario(Section in) throws ScenarioException {
        String name = in.required("name", Section::text);
        String description = in.required("description", Section::text);
        String watchFor = in.required("watch-for", Section::text);
        int devices = in.required("devices", Section::count);
        long seed = in.optional("seed", Section::seed).orElse(1L);
        Optional<Duration> lasts = in.optional("lasts", Section::duration);
        Duration startWithin = in.required("start-within", Section::duration);
        Portion onShelf = in.optional("on-shelf", Portion::parse).orElse(Portion.of(0));
        LocalTime startsAt = in.optional("starts-at", Section::timeOfDay).orElse(MORNING);
        Duration dayLasts = in.optional("day-lasts", Section::duration).orElse(DAY);
        List<Persona> personas = personas(in.sections("personas"));
        List<Affliction> faults = faults(in.sections("faults"));
        List<Expectation> expectations = expectations(in.sections("expect"));
        in.done();
        return in.build(() -> new Scenario(
                name,
                description,
                watchFor,
                devices,
                seed,
                lasts,
                startWithin,
                onShelf,
                new Scenario.Day(startsAt, dayLasts),
                personas,
                faults,
                expectations));
    }

    private static List<Persona> personas(List<Section> sections) throws ScenarioException {
        List<Persona> personas = new ArrayList<>();
        for (Section in : sections) {
            String name = in.required("name", Section::text);
            Portion devices = in.optional("devices", Portion::parse).orElse(Portion.percent(100));
            Pace pace = pace(in);
            Waking waking = in.optional("awake", ScenarioReader::waking).orElse(Waking.ALWAYS);
            Duration skew = in.optional("clock-skew", Section::duration).orElse(Duration.ZERO);
            Optional<Section> network = in.section("network");
            NetworkQuality quality = NetworkQuality.PERFECT;
            if (network.isPresent()) {
                quality = FaultReader.network(network.get(), quality);
                network.get().done();
            }
            in.done();
            NetworkQuality drawn = quality;
            personas.add(in.build(() -> new Persona(name, devices, pace, waking, skew, drawn)));
        }
        return personas;
    }

    private static Pace pace(Section in) throws ScenarioException {
        Duration poll = in.required("poll-interval", Section::duration);
        Duration heartbeat = in.required("heartbeat-interval", Section::duration);
        Duration first = in.optional("first-retry", Section::duration).orElse(Duration.ofSeconds(1));
        Duration longest = in.optional("longest-retry", Section::duration).orElse(Duration.ofMinutes(5));
        Duration linger = in.optional("linger", Section::duration).orElse(LINGER);
        return in.build(() -> new Pace(poll, heartbeat, first, longest, linger));
    }

    private static Waking waking(String text) {
        String[] times = text.split("-", -1);
        if (times.length != 2) {
            throw new IllegalArgumentException("'" + text + "' is no span of the day such as 06:30-22:00");
        }
        return new Waking(Section.timeOfDay(times[0].strip()), Section.timeOfDay(times[1].strip()));
    }

    private static List<Affliction> faults(List<Section> sections) throws ScenarioException {
        List<Affliction> afflictions = new ArrayList<>();
        for (Section in : sections) {
            Fault fault = FaultReader.read(in);
            Portion devices = in.required("devices", Portion::parse);
            Optional<Duration> at = in.optional("at", Section::duration);
            Optional<Duration> lasts = in.optional("for", Section::duration);
            in.done();
            if (fault instanceof MadeFault && (at.isPresent() || lasts.isPresent())) {
                throw in.wrong(fault.name() + " is in a chip since the factory: it has neither 'at' nor 'for'");
            }
            afflictions.add(new Affliction(fault, devices, at.orElse(Duration.ZERO), lasts));
        }
        return afflictions;
    }

    private static List<Expectation> expectations(List<Section> sections) throws ScenarioException {
        List<Expectation> expectations = new ArrayList<>();
        for (Section in : sections) {
            Optional<Standing> standing = in.optional("standing", Section.oneOf(Standing.class));
            Optional<String> finding = in.optional("finding", Section::text);
            Optional<Integer> booted = in.optional("booted-more-than", Section::count);
            Optional<Boolean> updated = in.optional("updated", Section::yesOrNo);
            Optional<Portion> atLeast = in.optional("at-least", Portion::parse);
            Optional<Portion> atMost = in.optional("at-most", Portion::parse);
            in.done();
            expectations.add(in.build(() -> new Expectation(standing, finding, booted, updated, atLeast, atMost)));
        }
        return expectations;
    }
}
