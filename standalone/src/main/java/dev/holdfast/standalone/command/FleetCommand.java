package dev.holdfast.standalone.command;

import dev.holdfast.standalone.demo.FleetRun;
import dev.holdfast.standalone.demo.Scenarios;
import java.io.PrintWriter;
import java.nio.file.Path;
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
        new FleetRun(context.home(), context.settings(), out)
                .run(chips, Scenarios.find(scenario), Duration.ofSeconds(60));
        return 0;
    }
}
