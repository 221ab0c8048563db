package dev.holdfast.sim.fleet;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.sim.TestInstallation;
import dev.holdfast.sim.agent.DeviceState;
import dev.holdfast.sim.agent.SmallGateway;
import dev.holdfast.sim.factory.BatchOrder;
import dev.holdfast.sim.factory.Factory;
import dev.holdfast.sim.factory.ImageSizes;
import dev.holdfast.sim.mt3620.profile.Profiles;
import dev.holdfast.sim.scenario.FleetPlan;
import dev.holdfast.sim.scenario.Scenario;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Measures the memory of a fleet. This is no test. Run its main method with these arguments:
 *
 * <pre>{@code
 * gateway DIRECTORY DEVICES [REGISTERED]   makes chips, runs a gateway, measures a fleet in a second Java machine
 * }</pre>
 *
 * The gateway runs in a separate process, so that its memory does not count. Every device attests over TLS 1.3 with its own keys, polls and
 * reports once, and keeps the connection with its update certificate open. Then the heap is measured after three collections, and the
 * resident memory is read from {@code /proc}. {@code REGISTERED} more devices are on the roster and are never switched on.
 */
public final class FleetFootprint {
    private static final int HISTOGRAM = 60;

    private FleetFootprint() {}

    /** Makes chips, runs the gateway and starts a second process, which runs the fleet. */
    public static void main(String[] arguments) throws Exception {
        if ("fleet".equals(arguments[0])) {
            fleet(Path.of(arguments[1]), URI.create(arguments[2]), Integer.parseInt(arguments[3]));
        } else {
            gateway(
                    Path.of(arguments[1]),
                    Integer.parseInt(arguments[2]),
                    arguments.length > 3 ? Integer.parseInt(arguments[3]) : 0);
        }
    }

    private static void gateway(Path directory, int devices, int registered) throws Exception {
        TestInstallation installation = new TestInstallation();
        SmallGateway gateway = new SmallGateway(installation);
        try {
            Factory.open(directory.resolve("factory"), "bench")
                    .manufacture(
                            new BatchOrder(
                                    FleetPlan.of(Scenario.named("smoke"), 1, devices),
                                    Profiles.text("mt3620"),
                                    installation.keys(),
                                    "26.09",
                                    ImageSizes.SCALED_DOWN,
                                    Optional.empty()),
                            directory.resolve("chips"),
                            made -> {});
            register(directory, registered);
            Files.writeString(directory.resolve("ca.pem"), installation.rootPem());
            Process fleet = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-Xmx1200m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            FleetFootprint.class.getName(),
                            "fleet",
                            directory.toString(),
                            gateway.uri().toString(),
                            Integer.toString(devices))
                    .inheritIO()
                    .start();
            int code = fleet.waitFor();
            System.out.println("gateway: " + gateway.openConnections() + " connections open, exit code " + code);
        } finally {
            gateway.stop();
        }
    }

    /** Registers devices that have an ID and an empty folder, but no chip. */
    private static void register(Path directory, int count) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        List<String> roster = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            DeviceId id = new DeviceId(
                    P256PublicKey.of((ECPublicKey) generator.generateKeyPair().getPublic()));
            Files.createDirectory(directory.resolve("chips").resolve(id.text().substring(0, 32)));
            roster.add(id.text());
        }
        Files.write(directory.resolve("chips.roster"), roster, java.nio.file.StandardOpenOption.APPEND);
    }

    private static void fleet(Path directory, URI gateway, int devices) throws Exception {
        long empty = heap();
        say("before", empty, 1);
        Scenario idle = Scenario.parse("idle", """
            name: idle
            description: Devices that have nothing to do and stay connected.
            watch-for: Nothing.
            devices: 1
            start-within: PT%dS
            personas:
              - name: idle
                poll-interval: PT12H
                heartbeat-interval: P1D
                first-retry: PT5S
                longest-retry: PT1M
                linger: PT18H
            """.formatted(Math.max(5, devices / 60)));
        // A fleet plan keeps random devices switched off. Here, these are the registered devices, which come last.
        FleetConfig config = new FleetConfig(gateway, directory.resolve("ca.pem"), idle);
        try (Fleet fleet = Fleet.load(directory.resolve("chips"), config, index -> index >= devices)) {
            int all = fleet.status().devices().size();
            long loaded = heap();
            say("loaded " + all + " devices", loaded - empty, all);
            fleet.start();
            while (fleet.status().count(DeviceState.TRUSTED) < devices
                    || fleet.status().polls() < devices) {
                TimeUnit.SECONDS.sleep(2);
                System.out.println(fleet.status().line());
            }
            TimeUnit.SECONDS.sleep(5);
            say("connected " + devices + " devices", heap() - loaded, devices);
            histogram();
        }
    }

    /** Prints a histogram of the heap, largest classes first. */
    private static void histogram() throws JMException {
        Object lines = ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {null},
                        new String[] {String[].class.getName()});
        lines.toString().lines().limit(HISTOGRAM).forEach(System.out::println);
    }

    private static long heap() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(200);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void say(String what, long heap, int devices) throws IOException {
        String resident = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .findFirst()
                .orElse("");
        System.out.printf(
                Locale.ROOT, "%s: heap +%.1f MB, %d bytes each; %s%n", what, heap / 1e6, heap / devices, resident);
    }
}
