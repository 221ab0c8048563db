package dev.holdfast.standalone.command;

import dev.holdfast.standalone.backup.Backup;
import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.install.Installation;
import dev.holdfast.standalone.install.Mode;
import dev.holdfast.standalone.stack.RunLock;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Backs up a running installation. */
@Command(
        name = "backup",
        description =
                "Writes database, keys, settings, and accounts of the running installation into one new file, without stopping it.",
        mixinStandardHelpOptions = true)
public final class BackupCommand implements Callable<Integer> {
    private static final double MIB = 1024 * 1024;

    @Parameters(index = "0", paramLabel = "FILE", description = "The new file, such as holdfast.tar.gz.")
    private Path file = Path.of("");

    private final PrintWriter out;

    public BackupCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        Instant begin = Instant.now();
        Context context = Context.current();
        Installation installation = running(context);
        Backup.write(installation, file.toAbsolutePath(), begin);
        out.printf(
                Locale.ROOT,
                "Backed up to %s (%.1f MB, %.1f s).%nKeep it secret: it has all private keys and passwords of this installation.%n",
                file,
                Files.size(file) / MIB,
                Duration.between(begin, Instant.now()).toMillis() / 1e3);
        out.flush();
        return 0;
    }

    /** Returns the running installation. Fails with {@link CannotContinue} if it does not run. */
    static Installation running(Context context) {
        Mode mode = Installation.mode(context.home())
                .orElseThrow(() -> new CannotContinue("There is no installation in %s. Set HOLDFAST_HOME."
                        .formatted(context.home().directory())));
        if (RunLock.holder(context.home()).isEmpty()) {
            throw new CannotContinue("Holdfast is not running. Run %s first."
                    .formatted(context.home().command("up")));
        }
        return Installation.open(context.home(), context.settings(), mode);
    }
}
