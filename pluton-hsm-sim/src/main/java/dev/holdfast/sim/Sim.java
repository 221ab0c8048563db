package dev.holdfast.sim;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The simulator's commands. {@code ./holdfast sim} is a subclass: it adds what the command without a subcommand does. Exit
 * codes: 0 success, 1 a negative result, 2 wrong arguments, 3 failure.
 */
@Command(
        name = "sim",
        description = "Manufactures simulated chips with a Pluton root of trust and runs them as a fleet of devices.",
        subcommands = {
            CapabilityCommand.class,
            CompletionCommand.class,
            ManufactureCommand.class,
            PackApplicationCommand.class,
            ProveCommand.class,
            ReadyCommand.class,
            ReleaseCommand.class,
            RunCommand.class,
            ScenariosCommand.class
        },
        mixinStandardHelpOptions = true,
        version = "Holdfast sim 0.1.0")
public class Sim {
    private static final int USAGE = 2;
    private static final int FAILURE = 3;
    private static final String JSON = "--json";
    /** Keeps the logger from garbage collection, which would reset its level. */
    private static final Logger NETTY = Logger.getLogger("io.netty");

    /** Constructor for subclasses and picocli. */
    protected Sim() {}

    static CommandLine commandLine() {
        return commandLine(new Sim());
    }

    /** Returns the command line of {@code sim} with all subcommands. */
    public static CommandLine commandLine(Sim sim) {
        // Scenarios break connections on purpose. The devices report them, so Netty's warnings are not needed.
        NETTY.setLevel(Level.SEVERE);
        CommandLine commandLine = new CommandLine(sim).setCaseInsensitiveEnumValuesAllowed(true);
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
