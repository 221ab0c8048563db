package dev.holdfast.standalone.command;

import dev.holdfast.sim.fleet.Fleet;
import dev.holdfast.sim.fleet.FleetConfig;
import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.demo.Scenarios;
import dev.holdfast.standalone.install.Infrastructure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs existing simulated chips and prints their status at most once a minute. {@code up} starts this command in a separate process for the
 * demo's fleet.
 */
@Command(name = "fleet", hidden = true)
public final class FleetCommand implements Callable<Integer> {
    /** Shortest time between two status lines. */
    private static final Duration BETWEEN = Duration.ofSeconds(60);

    private final PrintWriter out;

    @Option(names = "--chips", required = true)
    private Path chips = Path.of(".");

    @Option(names = "--scenario", required = true)
    private String scenario = "";

    public FleetCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        Context context = Context.current();
        Path trust = new Infrastructure(context.home().keys(), Clock.systemUTC()).certificate(Infrastructure.AUTHORITY);
        FleetConfig config =
                new FleetConfig(context.settings().https(Port.GATEWAY, ""), trust, Scenarios.find(scenario));
        try (Fleet fleet = Fleet.load(chips, config)) {
            Runtime.getRuntime().addShutdownHook(new Thread(fleet::stop, "fleet-stop"));
            fleet.start();
            String printed = "";
            while (true) {
                String line = fleet.status().line();
                if (!line.equals(printed)) {
                    out.println(line);
                    out.flush();
                    printed = line;
                }
                Thread.sleep(BETWEEN);
            }
        } catch (IOException e) {
            throw new CannotContinue(String.valueOf(e.getMessage()), e);
        }
    }
}
