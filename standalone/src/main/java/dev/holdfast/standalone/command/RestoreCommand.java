package dev.holdfast.standalone.command;

import dev.holdfast.standalone.backup.Restore;
import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.stack.RunLock;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Restores a backup into an empty folder. */
@Command(
        name = "restore",
        description = "Restores a backup into HOLDFAST_HOME, which must have no installation. Then start it with up.",
        mixinStandardHelpOptions = true)
public final class RestoreCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE", description = "The file that ./holdfast backup has written.")
    private Path file = Path.of("");

    private final PrintWriter out;

    public RestoreCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        Home home = Context.folders();
        Instant madeAt = restore(home);
        out.printf(
                "Restored the backup of %s into %s.%nStart it with %s%nDo not run the original again: two installations must not use the same keys.%n",
                madeAt, home.directory(), home.command("up"));
        out.flush();
        return 0;
    }

    /** Restores the backup while neither {@code up} nor another {@code restore} can use the folder. */
    private Instant restore(Home home) throws IOException {
        try (RunLock _ = RunLock.takeForRestore(home)
                .orElseThrow(() -> new CannotContinue(
                        "Holdfast or another restore is running in %s. Set HOLDFAST_HOME to an empty folder."
                                .formatted(home.directory())))) {
            return Restore.unpack(file, home, Instant.now());
        }
    }
}
