package dev.holdfast.sim;

import dev.holdfast.sim.mt3620.Mt3620;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option and the output of commands that work on one attached device. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls the command
final class AttachedChip {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--chip",
            required = true,
            paramLabel = "DIR",
            description = "The chip's folder. No device may be running from it.")
    private Path folder;

    /** Returns the command that this is mixed into. */
    CommandSpec command() {
        return command;
    }

    /**
     * Opens the chip.
     *
     * @throws IOException when its folder cannot be read
     */
    Mt3620 open() throws IOException {
        return Mt3620.open(folder);
    }

    /** Prints a result; returns the exit code. */
    int done(String result) {
        return print(command.commandLine().getOut(), result, 0);
    }

    /** Prints why the command did nothing; returns the exit code. */
    int refused(String why) {
        return print(command.commandLine().getErr(), why, 1);
    }

    private static int print(PrintWriter to, String line, int exitCode) {
        to.println(line);
        to.flush();
        return exitCode;
    }
}
