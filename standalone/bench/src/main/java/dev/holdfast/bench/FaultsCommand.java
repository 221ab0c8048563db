package dev.holdfast.bench;

import dev.holdfast.standalone.command.Context;
import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.config.Settings;
import dev.holdfast.standalone.faults.FaultCampaign;
import dev.holdfast.standalone.install.Installation;
import dev.holdfast.standalone.install.Mode;
import dev.holdfast.standalone.process.LogRotation;
import dev.holdfast.standalone.process.Supervisor;
import dev.holdfast.standalone.stack.Progress;
import dev.holdfast.standalone.stack.RunLock;
import dev.holdfast.standalone.stack.StartUp;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a {@link FaultCampaign} on an installation of its own, which it starts and stops. */
@Command(
        name = "faults",
        description = {
            "Kills and freezes services of a separate demo installation while operators and devices use it.",
            "Verifies that all services become healthy within 60 seconds after each fault, that everything acknowledged"
                    + " happened exactly once, and that the audit log verifies. The exit code is 1 after a violation.",
            "The installation is in the folder faults of HOLDFAST_HOME. Its ports are those of the settings plus 10,000."
        },
        mixinStandardHelpOptions = true)
final class FaultsCommand implements Callable<Integer> {
    private static final int OTHER_PORTS = 10_000;

    /** Longest time between two faults, so that most services are healthy most of the time. */
    private static final Duration PAUSE = Duration.ofSeconds(30);

    /** Longest time for which a service is frozen. */
    private static final Duration FROZEN = Duration.ofSeconds(8);

    @Option(
            names = "--minutes",
            defaultValue = "10",
            description = "Duration of the faults (default: ${DEFAULT-VALUE}).")
    private int minutes;

    @Option(names = "--seed", description = "Repeats the faults of an earlier run (default: random).")
    private @Nullable Long seed;

    private final PrintWriter out;

    FaultsCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (minutes < 1) {
            throw new CannotContinue("--minutes is %d, but must be 1 or more.".formatted(minutes));
        }
        Context context = Context.current();
        Home home = new Home(
                context.home().project(),
                context.home().directory().resolve("faults"),
                context.home().cache());
        Progress progress = Progress.terminal(out, Clock.systemUTC(), Context.begin());
        Installation installation = Installation.open(home, otherPorts(context.settings()), Mode.DEMO);
        RunLock lock = RunLock.take(home)
                .orElseThrow(() -> new CannotContinue("Another campaign runs in %s.".formatted(home.directory())));
        Supervisor supervisor = new Supervisor(home, progress::say);
        // Also stops the services after Ctrl-C.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            supervisor.stopAll();
            lock.close();
        }));
        new LogRotation(home).start();
        new StartUp(installation, supervisor, progress).run();
        long chosen = seed == null ? ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE) : seed;
        long end = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
        FaultCampaign campaign = new FaultCampaign(installation, chosen, progress);
        return campaign.run(() -> System.nanoTime() < end, PAUSE, FROZEN, () -> {})
                        .isEmpty()
                ? 0
                : 1;
    }

    /** Returns settings with which the installation can run beside another one. */
    private static Settings otherPorts(Settings settings) {
        Map<String, String> changes = new HashMap<>(Map.of("HOLDFAST_START_CACHES", "false"));
        for (Port port : Port.values()) {
            changes.put(port.variable(), Integer.toString(settings.port(port) + OTHER_PORTS));
        }
        return settings.with(changes);
    }
}
