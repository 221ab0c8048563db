package dev.holdfast.standalone;

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
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point of {@code ./holdfast}. Exit codes: 0 for success, 1 for a failure explained on stderr, 2 for wrong arguments. */
@Command(name = "holdfast", description = "Runs Holdfast on one machine.", mixinStandardHelpOptions = true)
public final class Holdfast {
    private Holdfast() {}

    /**
     * Runs one command.
     *
     * @param arguments command and options
     */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        System.exit(run(arguments));
    }

    private static int run(String... arguments) {
        PrintWriter out = new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true);
        PrintWriter err = new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true);
        CommandLine line = new CommandLine(new Holdfast())
                .addSubcommand(new UpCommand(out))
                .addSubcommand(new DownCommand(out))
                .addSubcommand(new StatusCommand(out))
                .addSubcommand(new SimCommand(out))
                .addSubcommand(new FleetCommand(out))
                .addSubcommand(new BackupCommand(out))
                .addSubcommand(new RestoreCommand(out))
                .addSubcommand(new OwnerCommand(out))
                .addSubcommand(new VerifyAuditCommand(out, err));
        return line.setExecutionExceptionHandler(Failures::report).execute(arguments);
    }
}
