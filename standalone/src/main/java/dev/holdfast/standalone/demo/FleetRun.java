package dev.holdfast.standalone.demo;

import dev.holdfast.sim.fleet.Fleet;
import dev.holdfast.sim.fleet.FleetConfig;
import dev.holdfast.sim.scenario.Scenario;
import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.config.Settings;
import dev.holdfast.standalone.install.Infrastructure;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** Runs the chips in a folder against the installation's gateway until this JVM ends. */
public final class FleetRun {
    private final Home home;
    private final Settings settings;
    private final PrintWriter out;

    public FleetRun(Home home, Settings settings, PrintWriter out) {
        this.home = home;
        this.settings = settings;
        this.out = out;
    }

    /**
     * Starts the devices and prints the status of the fleet when the status changes. Never returns normally.
     *
     * @param chips folder with the chips
     * @param between shortest time between two status lines
     * @throws InterruptedException when this thread is interrupted
     * @throws CannotContinue if the chips cannot be read
     */
    public void run(Path chips, Scenario scenario, Duration between) throws InterruptedException {
        URI gateway = settings.https(Port.GATEWAY, "");
        Path trust = new Infrastructure(home.keys(), Clock.systemUTC()).certificate(Infrastructure.AUTHORITY);
        try (Fleet fleet = Fleet.load(chips, new FleetConfig(gateway, trust, scenario))) {
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
                Thread.sleep(between);
            }
        } catch (IOException e) {
            throw new CannotContinue(String.valueOf(e.getMessage()), e);
        }
    }
}
