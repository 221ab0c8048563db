package dev.holdfast.standalone.command;

import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.process.Supervisor;
import dev.holdfast.standalone.stack.RunLock;
import dev.holdfast.standalone.stack.Services;
import dev.holdfast.standalone.stack.StartCacheTraining;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;

/** Stops all services, also those that a killed supervisor left behind. */
@Command(name = "down", description = "Stops all services.", mixinStandardHelpOptions = true)
public final class DownCommand implements Callable<Integer> {
    private static final long PATIENCE_SECONDS = 120;

    private final PrintWriter out;

    public DownCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        // Reads no settings, so that wrong settings do not keep anything running.
        return stop(Context.folders());
    }

    int stop(Home home) throws InterruptedException {
        Optional<ProcessHandle> supervisor = RunLock.holder(home);
        if (supervisor.isPresent()) {
            out.println("stopping …");
            out.flush();
            end(home, supervisor.get());
        }
        Supervisor.stopLeftOvers(home, Services.NAMES, line -> {
            out.println(line);
            out.flush();
        });
        Supervisor.stopLeftOvers(home, StartCacheTraining.NAMES, _ -> {});
        out.println("Holdfast is stopped.");
        out.flush();
        return 0;
    }

    private static void end(Home home, ProcessHandle supervisor) throws InterruptedException {
        supervisor.destroy();
        try {
            supervisor.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new CannotContinue(
                    "The supervisor (PID %d) does not stop. Run kill -9 %d, then %s."
                            .formatted(supervisor.pid(), supervisor.pid(), home.command("down")),
                    e);
        }
    }
}
