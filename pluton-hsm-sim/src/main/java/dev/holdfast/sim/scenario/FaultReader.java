package dev.holdfast.sim.scenario;

import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.mt3620.Capability;
import dev.holdfast.sim.agent.Defect;
import dev.holdfast.sim.agent.NetworkQuality;
import dev.holdfast.sim.fault.CapabilityLeftInstalled;
import dev.holdfast.sim.fault.ClonedIdentity;
import dev.holdfast.sim.fault.CrashLoop;
import dev.holdfast.sim.fault.DebugUnlocked;
import dev.holdfast.sim.fault.DefectiveImage;
import dev.holdfast.sim.fault.Fault;
import dev.holdfast.sim.fault.FlappingNetwork;
import dev.holdfast.sim.fault.HalfOpenConnections;
import dev.holdfast.sim.fault.NetworkOutage;
import dev.holdfast.sim.fault.NeverConfirms;
import dev.holdfast.sim.fault.PowerCuts;
import dev.holdfast.sim.fault.ReplayedEvidence;
import dev.holdfast.sim.fault.RolledBackComponent;
import dev.holdfast.sim.fault.RolledBackComponent.FuseState;
import dev.holdfast.sim.fault.SlowLink;
import dev.holdfast.sim.fault.StaleClock;
import dev.holdfast.sim.fault.TamperedComponent;
import dev.holdfast.sim.fault.TamperedComponent.Attacker;
import dev.holdfast.sim.fault.UnknownChip;
import dev.holdfast.sim.fault.WrongNonce;
import dev.holdfast.sim.mt3620.update.ImageUpdateError;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads faults from a scenario. */
final class FaultReader {
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final int MAX_RATE = 3600;
    /** Default quality of a slow link, like a mobile network with EDGE. */
    private static final NetworkQuality EDGE = new NetworkQuality(Duration.ofMillis(400), 0.02, 20_000);

    /** Components that factory faults can change: the operating system without keystore and certificate store. */
    private static final Set<ImageType> ALTERABLE = EnumSet.of(
            ImageType.ONE_BL,
            ImageType.PLUTON_RUNTIME,
            ImageType.WIFI_FIRMWARE,
            ImageType.FW_CONFIG,
            ImageType.SECURITY_MONITOR,
            ImageType.NORMAL_WORLD_LOADER,
            ImageType.NORMAL_WORLD_DTB,
            ImageType.NORMAL_WORLD_KERNEL,
            ImageType.ROOT_FS,
            ImageType.SERVICES);

    private static final Map<String, Form> FORMS = forms();

    private FaultReader() {}

    /** Reads the parameters of a fault. */
    @FunctionalInterface
    private interface Form {
        Fault read(Section parameters) throws ScenarioException;
    }

    /** Reads the parameters of a defect. */
    @FunctionalInterface
    private interface DefectForm {
        Defect read(Section parameters) throws ScenarioException;
    }

    /** Reads a defect and the name of the image that has it. */
    private static Form ofImage(String name, DefectForm form) {
        return in -> new DefectiveImage(name, in.required("image", Section::text), form.read(in));
    }

    private static Map<String, Form> forms() {
        Map<String, Form> forms = new TreeMap<>();
        forms.put(
                TamperedComponent.NAME,
                in -> new TamperedComponent(component(in), choice(in, "by", Attacker.class, Attacker.MANUFACTURER)));
        forms.put(
                RolledBackComponent.NAME,
                in -> new RolledBackComponent(
                        component(in),
                        in.required("release", Section::text),
                        choice(in, "fuses", FuseState.class, FuseState.BLANK)));
        forms.put(
                CapabilityLeftInstalled.NAME,
                in -> new CapabilityLeftInstalled(
                        choice(in, "capability", Capability.class, Capability.APPLICATION_DEVELOPMENT)));
        forms.put(DebugUnlocked.NAME, in -> new DebugUnlocked());
        forms.put(UnknownChip.NAME, in -> new UnknownChip());
        forms.put(ClonedIdentity.NAME, in -> new ClonedIdentity(pause(in, "restart-every", Duration.ofMinutes(10))));
        forms.put(ReplayedEvidence.NAME, in -> new ReplayedEvidence());
        forms.put(WrongNonce.NAME, in -> new WrongNonce());
        forms.put(StaleClock.NAME, in -> new StaleClock(pause(in, "behind", Duration.ofDays(3650))));
        forms.put(CrashLoop.NAME, in -> new CrashLoop(pause(in, "after", Duration.ofSeconds(20))));
        forms.put(NeverConfirms.NAME, in -> new NeverConfirms());
        forms.put(NetworkOutage.NAME, in -> new NetworkOutage());
        forms.put(
                FlappingNetwork.NAME,
                in -> new FlappingNetwork(
                        pause(in, "up", Duration.ofSeconds(30)), pause(in, "down", Duration.ofSeconds(5))));
        forms.put(SlowLink.NAME, in -> {
            Optional<String> image = in.optional("image", Section::text);
            NetworkQuality quality = network(in, EDGE);
            return image.isPresent()
                    ? new DefectiveImage(SlowLink.NAME, image.get(), new Defect.SlowLink(quality))
                    : new SlowLink(quality);
        });
        forms.put(HalfOpenConnections.NAME, in -> new HalfOpenConnections());
        forms.put(
                PowerCuts.NAME,
                in -> new PowerCuts(
                        pause(in, "every", Duration.ofMinutes(5)), pause(in, "off", Duration.ofSeconds(5))));
        for (Map.Entry<String, DefectForm> defect : defects().entrySet()) {
            forms.put(defect.getKey(), ofImage(defect.getKey(), defect.getValue()));
        }
        return forms;
    }

    private static Map<String, DefectForm> defects() {
        return Map.of(
                "does-not-boot", in -> new Defect.DoesNotBoot(),
                "fails-with", in -> new Defect.FailsWith(in.required("code", FaultReader::updateError)),
                "goes-silent", in -> new Defect.GoesSilent(),
                "attests-wrongly", in -> new Defect.AttestsWrongly(),
                "crashes-at", in -> new Defect.CrashesAt(in.required("rate", FaultReader::crashRate)));
    }

    /** Reads the fault with the name in {@code fault}, and its parameters. */
    static Fault read(Section in) throws ScenarioException {
        return in.required("fault", FaultReader::form).read(in);
    }

    private static Form form(String name) {
        Form form = FORMS.get(name);
        if (form == null) {
            throw new IllegalArgumentException(
                    "'" + name + "' is not known. Known: " + String.join(", ", FORMS.keySet()));
        }
        return form;
    }

    private static ImageType component(Section in) throws ScenarioException {
        return in.optional("component", FaultReader::component).orElse(ImageType.NORMAL_WORLD_KERNEL);
    }

    private static ImageType component(String name) {
        return ImageType.ofApiName(name)
                .filter(ALTERABLE::contains)
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + name + "' is not an operating system component such as NormalWorldKernel or RootFs"));
    }

    private static ImageUpdateError updateError(String text) {
        return ImageUpdateError.ofCode(Section.count(text))
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + text + "' is not a documented code of image updates, such as 2, 15 or 40"));
    }

    /** Reads a number of crashes an hour, and returns the mean time between two. */
    private static Duration crashRate(String text) {
        int rate = Section.count(text);
        if (rate < 1 || rate > MAX_RATE) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a number of crashes an hour from 1 to " + MAX_RATE);
        }
        return Duration.ofHours(1).dividedBy(rate);
    }

    private static <E extends Enum<E>> E choice(Section in, String name, Class<E> type, E otherwise)
            throws ScenarioException {
        return in.optional(name, Section.oneOf(type)).orElse(otherwise);
    }

    private static Duration pause(Section in, String name, Duration otherwise) throws ScenarioException {
        return in.optional(name, FaultReader::pause).orElse(otherwise);
    }

    private static Duration pause(String text) {
        Duration pause = Section.duration(text);
        if (pause.compareTo(SHORTEST_PAUSE) < 0) {
            throw new IllegalArgumentException("'" + text + "' is too short; the minimum is " + SHORTEST_PAUSE);
        }
        return pause;
    }

    /** Reads {@code latency}, {@code loss} and {@code kbit-per-second}. */
    static NetworkQuality network(Section in, NetworkQuality otherwise) throws ScenarioException {
        Duration latency = in.optional("latency", Section::duration).orElse(otherwise.latency());
        double loss = in.optional("loss", Portion::parse)
                .map(share -> share.percent() / 100)
                .orElse(otherwise.loss());
        long bits = in.optional("kbit-per-second", Section::count)
                .map(kilobits -> kilobits * 1000L)
                .orElse(otherwise.bitsPerSecond());
        return in.build(() -> new NetworkQuality(latency, loss, bits));
    }
}
