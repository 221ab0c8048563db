package dev.holdfast.standalone.command;

import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.install.PrivateFile;
import dev.holdfast.standalone.stack.Progress;
import dev.holdfast.standalone.stack.RunLock;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Starts the supervisor as a separate process and prints its log until all services are ready. */
final class Detached {
    /**
     * Result of {@link #start}: the supervisor ended without an error before all services were ready. Another supervisor runs, or this one
     * was stopped.
     */
    static final int ENDED_BEFORE_READY = -1;

    private final Home home;
    private final Progress progress;
    private final PrintWriter out;
    private final Instant begin;

    Detached(Context context, Progress progress, PrintWriter out, Instant begin) {
        this.home = context.home();
        this.progress = progress;
        this.out = out;
        this.begin = begin;
    }

    /**
     * Starts the supervisor and waits.
     *
     * @return 0 when all services are ready, {@link #ENDED_BEFORE_READY}, or the exit code of a failed supervisor
     */
    int start(boolean empty) throws IOException, InterruptedException {
        PrivateFile.folder(home.directory());
        Path log = PrivateFile.log(home.log("supervisor"));
        long shown = Files.size(log);
        List<String> command = new ArrayList<>(List.of(
                "setsid",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx192m",
                "-D" + Context.PROJECT + "=" + home.project(),
                "-D" + Context.BEGIN + "=" + begin.toEpochMilli(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.holdfast.standalone.Holdfast",
                "up",
                "--supervised"));
        if (empty) {
            command.add("--empty");
        }
        Process supervisor = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        while (true) {
            Optional<String> ready = RunLock.readyText(home);
            boolean ended = ready.isEmpty() && supervisor.waitFor(200, TimeUnit.MILLISECONDS);
            shown = follow(log, shown);
            if (ready.isPresent()) {
                UpCommand.show(home, ready.get(), out);
                progress.say("running in the background, stop with " + home.command("down"));
                return 0;
            }
            if (ended) {
                return supervisor.exitValue() == 0 ? ENDED_BEFORE_READY : supervisor.exitValue();
            }
        }
    }

    /** Prints the complete lines of the log after the offset {@code shown}. Returns the offset of the next line. */
    private long follow(Path log, long shown) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] fresh = new byte[(int) Math.max(0, file.length() - shown)];
            file.seek(shown);
            file.readFully(fresh);
            int whole = fresh.length;
            while (whole > 0 && fresh[whole - 1] != '\n') {
                whole--;
            }
            out.print(Progress.unstamped(new String(fresh, 0, whole, StandardCharsets.UTF_8)));
            out.flush();
            return shown + whole;
        }
    }
}
