package dev.holdfast.sim;

import dev.holdfast.sim.mt3620.Mt3620;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Option and output of commands for one attached device. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls the command
final class AttachedChip {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--chip",
            required = true,
            paramLabel = "DIR",
            description = "Folder of the chip: chips/ and the first 32 digits of its ID. Stop its simulation first.")
    private Path folder;

    CommandSpec command() {
        return command;
    }

    Mt3620 open() throws IOException {
        return Mt3620.open(folder);
    }

    /** Prints a result. Returns exit code 0. */
    int done(String result) {
        return print(command.commandLine().getOut(), result, 0);
    }

    /** Prints the reason of a refusal to standard error. Returns exit code 1. */
    int refused(String reason) {
        return print(command.commandLine().getErr(), reason, 1);
    }

    private static int print(PrintWriter to, String line, int exitCode) {
        to.println(line);
        to.flush();
        return exitCode;
    }
}
