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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Starts the supervisor as a process of its own and follows its log until everything is ready. */
final class Detached {
    private final Home home;
    private final Progress progress;
    private final PrintWriter out;

    Detached(Context context, Progress progress, PrintWriter out) {
        this.home = context.home();
        this.progress = progress;
        this.out = out;
    }

    int start(boolean empty) throws IOException, InterruptedException {
        Path log = home.log("supervisor");
        PrivateFile.folder(home.directory());
        PrivateFile.write(log, "");
        List<String> command = new ArrayList<>(List.of(
                "setsid",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx192m",
                "-D" + Context.PROJECT + "=" + home.project(),
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
        long shown = 0;
        while (true) {
            Optional<String> ready = RunLock.readyText(home);
            boolean ended = ready.isEmpty() && supervisor.waitFor(200, TimeUnit.MILLISECONDS);
            shown = follow(log, shown);
            if (ready.isPresent()) {
                UpCommand.show(home, ready.get(), out);
                progress.say("it runs in the background; ./holdfast down stops it");
                return 0;
            }
            if (ended) {
                return supervisor.exitValue() == 0 ? 1 : supervisor.exitValue();
            }
        }
    }

    private long follow(Path log, long shown) throws IOException {
        long size = Files.size(log);
        if (size > shown) {
            try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
                byte[] fresh = new byte[(int) (size - shown)];
                file.seek(shown);
                file.readFully(fresh);
                out.print(new String(fresh, StandardCharsets.UTF_8));
                out.flush();
            }
        }
        return size;
    }
}
