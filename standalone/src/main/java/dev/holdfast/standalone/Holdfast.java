package dev.holdfast.standalone;

import dev.holdfast.sim.Sim;
import dev.holdfast.standalone.audit.VerifyAuditCommand;
import dev.holdfast.standalone.command.BackupCommand;
import dev.holdfast.standalone.command.DownCommand;
import dev.holdfast.standalone.command.FleetCommand;
import dev.holdfast.standalone.command.OwnerCommand;
import dev.holdfast.standalone.command.RestoreCommand;
import dev.holdfast.standalone.command.SimCommand;
import dev.holdfast.standalone.command.StatusCommand;
import dev.holdfast.standalone.command.UpCommand;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The entry point of {@code ./holdfast}. Exit codes: 0 for success, 1 for a failure explained on stderr, 2 for wrong arguments. {@code sim}
 * has codes of its own, see {@link Sim}.
 */
@Command(name = "./holdfast", description = "Runs Holdfast on one machine.", mixinStandardHelpOptions = true)
public final class Holdfast {
    private static final String SIM = "sim";

    private Holdfast() {}

    /**
     * Runs one command.
     *
     * @param arguments command and options
     */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        System.exit(run(utf8(System.out), utf8(System.err), arguments));
    }

    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine line = commandLine(out, err);
        if (arguments.length > 0 && arguments[0].equals(SIM)) {
            // sim has exit codes of its own, and picocli asks only the handlers of the command line that it executes.
            CommandLine sim = Objects.requireNonNull(line.getSubcommands().get(SIM));
            line.setExecutionExceptionHandler(sim.getExecutionExceptionHandler());
            line.setParameterExceptionHandler(sim.getParameterExceptionHandler());
        }
        return line.execute(arguments);
    }

    /** Returns the command line with all commands. */
    public static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        return new CommandLine(new Holdfast())
                .addSubcommand(new UpCommand(out))
                .addSubcommand(new DownCommand(out))
                .addSubcommand(new StatusCommand(out))
                .addSubcommand(new FleetCommand(out))
                .addSubcommand(new BackupCommand(out))
                .addSubcommand(new RestoreCommand(out))
                .addSubcommand(new OwnerCommand(out))
                .addSubcommand(new VerifyAuditCommand(out, err))
                .setExecutionExceptionHandler(Failures::report)
                .addSubcommand(Sim.commandLine(new SimCommand(out)))
                .setOut(out)
                .setErr(err);
    }

    private static PrintWriter utf8(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }
}
