package dev.holdfast.sim.scenario;

import dev.holdfast.sim.agent.DeviceState;
import dev.holdfast.sim.fault.FactoryFault;
import dev.holdfast.sim.fault.Fault;
import dev.holdfast.sim.mt3620.guardian.Health;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads scenarios. An error about an unknown key names its line and the known keys. */
final class ScenarioReader {
    private static final int MAX_LENGTH = 256 * 1024;
    private static final Duration DAY = Duration.ofDays(1);
    /** Default of {@code starts-at}. */
    private static final LocalTime MORNING = LocalTime.of(8, 0);

    private ScenarioReader() {}

    /**
     * Reads a scenario.
     *
     * @param source name of the text in error messages
     */
    static Scenario read(String source, String yaml) throws ScenarioException {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(MAX_LENGTH);
        limits.setMaxAliasesForCollections(0);
        try {
            return scenario(Section.of(source, new Yaml(limits).compose(new java.io.StringReader(yaml))));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new ScenarioException(source, line, "invalid YAML: " + e.getProblem());
        } catch (YAMLException e) {
            throw new ScenarioException(source, 1, "invalid YAML: " + e.getMessage());
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
        List<Persona> personas = PersonaReader.read(in.sections("personas"));
        List<ScenarioFault> faults = faults(in.sections("faults"));
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

    private static List<ScenarioFault> faults(List<Section> sections) throws ScenarioException {
        List<ScenarioFault> faults = new ArrayList<>();
        for (Section in : sections) {
            Fault fault = FaultReader.read(in);
            Portion devices = in.required("devices", Portion::parse);
            Optional<Duration> at = in.optional("at", Section::duration);
            Optional<Duration> lasts = in.optional("for", Section::duration);
            Optional<Duration> again = in.optional("again-after", Section::duration);
            in.done();
            if (fault instanceof FactoryFault && (at.isPresent() || lasts.isPresent() || again.isPresent())) {
                throw in.wrong(fault.name() + " is in the chip from the factory: remove 'at', 'for' and 'again-after'");
            }
            faults.add(in.build(() -> new ScenarioFault(fault, devices, at.orElse(Duration.ZERO), lasts, again)));
        }
        return faults;
    }

    private static List<Expectation> expectations(List<Section> sections) throws ScenarioException {
        List<Expectation> expectations = new ArrayList<>();
        for (Section in : sections) {
            List<DeviceCondition> conditions = new ArrayList<>();
            in.optional("state", Section.oneOf(DeviceState.class))
                    .map(DeviceCondition.InState::new)
                    .ifPresent(conditions::add);
            in.optional("finding", Section::text)
                    .map(DeviceCondition.HasFinding::new)
                    .ifPresent(conditions::add);
            in.optional("booted-more-than", Section::count)
                    .map(DeviceCondition.BootedMoreThan::new)
                    .ifPresent(conditions::add);
            in.optional("in-touch", Section::parseBoolean)
                    .map(DeviceCondition.GatewayReachable::new)
                    .ifPresent(conditions::add);
            in.optional("equipment", Section.oneOf(Health.class))
                    .map(DeviceCondition.HasEquipment::new)
                    .ifPresent(conditions::add);
            for (DeviceCondition.Event event : DeviceCondition.Event.values()) {
                in.optional(event.key(), Section::parseBoolean)
                        .map(done -> new DeviceCondition.HasEvent(event, done))
                        .ifPresent(conditions::add);
            }
            Optional<Portion> atLeast = in.optional("at-least", Portion::parse);
            Optional<Portion> atMost = in.optional("at-most", Portion::parse);
            in.done();
            expectations.add(in.build(() -> new Expectation(conditions, atLeast, atMost)));
        }
        return expectations;
    }
}
