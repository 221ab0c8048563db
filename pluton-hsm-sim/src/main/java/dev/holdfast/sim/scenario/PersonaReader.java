package dev.holdfast.sim.scenario;

import dev.holdfast.sim.agent.ActivityIntervals;
import dev.holdfast.sim.agent.Application;
import dev.holdfast.sim.agent.GuardedEquipment;
import dev.holdfast.sim.agent.NetworkQuality;
import dev.holdfast.sim.agent.PowerSaving;
import dev.holdfast.sim.mt3620.guardian.AllowedConnection;
import dev.holdfast.sim.mt3620.guardian.AllowedConnection.Transport;
import dev.holdfast.sim.mt3620.guardian.Equipment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the kinds of devices of a scenario. */
final class PersonaReader {
    // Defaults.
    private static final Duration LINGER = Duration.ofMinutes(1);
    private static final Duration CONFIRMS_AFTER = Duration.ofSeconds(30);
    private static final Duration ASKS_EVERY = Duration.ofSeconds(30);
    private static final Duration SILENT_AFTER = Duration.ofMinutes(5);
    /** Placeholder for the serial number, which comes from the device. */
    private static final String ANY = "any";

    private PersonaReader() {}

    static List<Persona> read(List<Section> sections) throws ScenarioException {
        List<Persona> personas = new ArrayList<>();
        for (Section in : sections) {
            personas.add(persona(in));
        }
        return personas;
    }

    private static Persona persona(Section in) throws ScenarioException {
        String name = in.required("name", Section::text);
        Portion devices = in.optional("devices", Portion::parse).orElse(Portion.percent(100));
        ActivityIntervals intervals = intervals(in);
        OperatingHours hours =
                in.optional("awake", PersonaReader::operatingHours).orElse(OperatingHours.ALWAYS);
        Duration skew = in.optional("clock-skew", Section::duration).orElse(Duration.ZERO);
        Application application = application(in);
        Optional<Section> network = in.section("network");
        NetworkQuality quality = NetworkQuality.PERFECT;
        if (network.isPresent()) {
            quality = FaultReader.network(network.get(), quality);
            network.get().done();
        }
        boolean metered = in.optional("metered", Section::parseBoolean).orElse(false);
        in.done();
        NetworkQuality read = quality;
        return in.build(() -> new Persona(name, devices, intervals, hours, skew, application, read, metered));
    }

    private static ActivityIntervals intervals(Section in) throws ScenarioException {
        Duration poll = in.required("poll-interval", Section::duration);
        Duration heartbeat = in.required("heartbeat-interval", Section::duration);
        Duration first = in.optional("first-retry", Section::duration).orElse(Duration.ofSeconds(1));
        Duration longest = in.optional("longest-retry", Section::duration).orElse(Duration.ofMinutes(5));
        Duration confirms = in.optional("confirms-after", Section::duration).orElse(CONFIRMS_AFTER);
        Duration linger = in.optional("linger", Section::duration).orElse(LINGER);
        Duration wait = in.optional("long-poll", Section::duration).orElse(Duration.ZERO);
        return in.build(() -> new ActivityIntervals(poll, heartbeat, first, longest, confirms, linger, wait));
    }

    private static OperatingHours operatingHours(String text) {
        String[] times = text.split("-", -1);
        if (times.length != 2) {
            throw new IllegalArgumentException("'" + text + "' is not a time span such as 06:30-22:00");
        }
        return new OperatingHours(Section.timeOfDay(times[0].strip()), Section.timeOfDay(times[1].strip()));
    }

    private static Application application(Section in) throws ScenarioException {
        Optional<Duration> defers = in.optional("defers-updates", Section::duration);
        Optional<PowerSaving> saving = Optional.empty();
        Optional<Section> power = in.section("powers-down");
        if (power.isPresent()) {
            Duration after = power.get().required("after", Section::duration);
            Duration lasts = power.get().required("for", Section::duration);
            power.get().done();
            saving = Optional.of(power.get().build(() -> new PowerSaving(after, lasts)));
        }
        Optional<Section> guards = in.section("guards");
        Optional<GuardedEquipment> equipment =
                guards.isPresent() ? Optional.of(guardedEquipment(guards.get())) : Optional.empty();
        Optional<PowerSaving> powerDown = saving;
        return in.build(() -> new Application(defers, powerDown, equipment));
    }

    private static GuardedEquipment guardedEquipment(Section in) throws ScenarioException {
        String manufacturer = in.required("manufacturer", Section::text);
        String model = in.required("model", Section::text);
        String firmware = in.required("firmware", Section::text);
        List<AllowedConnection> allowed = connections(in.sections("allowed"));
        List<AllowedConnection> asks = connections(in.sections("asks"));
        Duration every = in.optional("asks-every", Section::duration).orElse(ASKS_EVERY);
        Duration silence = in.optional("silent-after", Section::duration).orElse(SILENT_AFTER);
        in.done();
        return in.build(() ->
                new GuardedEquipment(new Equipment(manufacturer, model, ANY, firmware, allowed), asks, every, silence));
    }

    private static List<AllowedConnection> connections(List<Section> sections) throws ScenarioException {
        List<AllowedConnection> connections = new ArrayList<>();
        for (Section in : sections) {
            String host = in.required("host", Section::text);
            int port = in.required("port", Section::count);
            Transport transport =
                    in.optional("transport", Section.oneOf(Transport.class)).orElse(Transport.TCP);
            in.done();
            connections.add(in.build(() -> new AllowedConnection(host, port, transport)));
        }
        return connections;
    }
}
