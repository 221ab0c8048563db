package dev.holdfast.sim;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
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
            CapabilityCommand.class,
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
    private static final int WRONG = 2;
    private static final int COULD_NOT = 3;
    private static final String JSON = "--json";
    /** Held on to: a logger that nobody holds forgets its level. */
    private static final Logger NETTY = Logger.getLogger("io.netty");

    @Spec
    private CommandSpec spec;

    /** Made by picocli, which sets the field. */
    @SuppressWarnings("NullAway.Init") // picocli injects the specification before it runs the command
    public Sim() {}

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Say what to do: capability, manufacture, prove, ready, release, run or scenarios.");
    }

    /** Parses the arguments and does what they say. */
    public static void main(String[] arguments) {
        // A connection that breaks is what this is about; it is told by the device that had it.
        NETTY.setLevel(Level.SEVERE);
        System.exit(execute(arguments));
    }

    /** Does what {@code arguments} say and returns the exit code. */
    static int execute(String... arguments) {
        return commandLine().execute(arguments);
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Sim()).setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.registerConverter(Duration.class, Arguments::duration);
        commandLine.registerConverter(URI.class, Arguments::address);
        commandLine.setParameterExceptionHandler((wrong, arguments) -> {
            CommandLine command = wrong.getCommandLine();
            complain(
                    command, Arguments.inWords(wrong), WRONG, List.of(arguments).contains(JSON));
            command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
            command.getErr().flush();
            return WRONG;
        });
        commandLine.setExecutionExceptionHandler((failure, command, _) -> {
            boolean json = command.getParseResult().hasMatchedOption(JSON);
            complain(command, Arguments.inWords(failure), COULD_NOT, json);
            return COULD_NOT;
        });
        return commandLine;
    }

    /** Says what went wrong: to people, and to who asked for JSON as the one object of standard output. */
    private static void complain(CommandLine command, String message, int code, boolean json) {
        if (json) {
            command.getOut().println(new ObjectMapper().valueToTree(new Failure(message, code)));
            command.getOut().flush();
        }
        command.getErr().println(message);
        command.getErr().flush();
    }

    /** What {@code --json} prints when there is nothing else to print. */
    private record Failure(String error, int exitCode) {}
}
