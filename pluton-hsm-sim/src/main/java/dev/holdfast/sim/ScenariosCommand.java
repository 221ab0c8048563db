package dev.holdfast.sim;

import dev.holdfast.sim.scenario.Scenario;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the shipped scenarios. */
@Command(
        name = "scenarios",
        description = "Lists the shipped scenarios, and what an operator should see in each.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the field before it calls the command
final class ScenariosCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        for (String name : Scenario.SHIPPED) {
            Scenario scenario = Scenario.named(name);
            out.println(name + ": " + scenario.description());
            out.println("    " + scenario.watchFor());
            scenario.expectations().forEach(expectation -> out.println("    expects " + expectation.text()));
        }
        out.flush();
        return 0;
    }
}
