package dev.holdfast.sim;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The simulator's command line. Exit codes: 0 as it should be, 1 not as it should be, 2 wrong arguments, 3
 * could not be done. */
@Command(
        name = "sim",
        description = "Simulated devices with a Pluton root of trust: chips in batches, and fleets of them.",
        subcommands = {
            ManufactureCommand.class,
            ProveCommand.class,
            ReadyCommand.class,
            ReleaseCommand.class,
            RunCommand.class,
            ScenariosCommand.class
        },
        mixinStandardHelpOptions = true,
        version = "Holdfast sim 0.1.0")
public final class Sim implements Runnable {
    private static final int COULD_NOT = 3;

    @Spec
    private CommandSpec spec;

    /** Made by picocli, which sets the field. */
    @SuppressWarnings("NullAway.Init") // picocli injects the specification before it runs the command
    public Sim() {}

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say what to do: manufacture, prove, ready, release, run or scenarios.");
    }

    /** Parses the arguments and does what they say. */
    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    /** Does what {@code arguments} say and returns the exit code. */
    static int execute(String... arguments) {
        return commandLine().execute(arguments);
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Sim()).setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            String message = failure.getMessage();
            command.getErr().println(message == null ? failure.toString() : message);
            return COULD_NOT;
        });
        return commandLine;
    }
}
