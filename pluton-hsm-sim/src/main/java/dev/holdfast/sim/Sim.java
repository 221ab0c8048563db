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

/** The simulator's command line. Exit codes: 0 success, 1 a negative result, 2 wrong arguments, 3 failure. */
@Command(
        name = "sim",
        description = "Manufactures simulated chips with a Pluton root of trust and runs them as a fleet of devices.",
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
    private static final int USAGE = 2;
    private static final int FAILURE = 3;
    private static final String JSON = "--json";
    /** Keeps the logger from garbage collection, which would reset its level. */
    private static final Logger NETTY = Logger.getLogger("io.netty");

    @Spec
    private CommandSpec spec;

    /** Constructor for picocli. */
    @SuppressWarnings("NullAway.Init") // picocli injects the specification before it runs the command
    public Sim() {}

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Missing command: capability, manufacture, prove, ready, release, run or scenarios.");
    }

    public static void main(String[] arguments) {
        // Scenarios break connections on purpose. The devices report them, so Netty's warnings are not needed.
        NETTY.setLevel(Level.SEVERE);
        System.exit(execute(arguments));
    }

    static int execute(String... arguments) {
        return commandLine().execute(arguments);
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Sim()).setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.registerConverter(Duration.class, Arguments::duration);
        commandLine.registerConverter(URI.class, Arguments::address);
        commandLine.setParameterExceptionHandler((wrong, arguments) -> {
            CommandLine command = wrong.getCommandLine();
            printError(
                    command,
                    Arguments.sentence(wrong),
                    USAGE,
                    List.of(arguments).contains(JSON));
            command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
            command.getErr().flush();
            return USAGE;
        });
        commandLine.setExecutionExceptionHandler((failure, command, _) -> {
            boolean json = command.getParseResult().hasMatchedOption(JSON);
            printError(command, Arguments.sentence(failure), FAILURE, json);
            return FAILURE;
        });
        return commandLine;
    }

    /** Prints an error, with {@code --json} also as the only object on standard output. */
    private static void printError(CommandLine command, String message, int code, boolean json) {
        if (json) {
            command.getOut().println(new ObjectMapper().valueToTree(new Failure(message, code)));
            command.getOut().flush();
        }
        command.getErr().println(message);
        command.getErr().flush();
    }

    /** Output of {@code --json} for a failed command. */
    private record Failure(String error, int exitCode) {}
}
