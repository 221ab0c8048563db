package dev.holdfast.standalone.command;

import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.install.Installation;
import dev.holdfast.standalone.process.LogRotation;
import dev.holdfast.standalone.process.Supervisor;
import dev.holdfast.standalone.stack.Progress;
import dev.holdfast.standalone.stack.RunLock;
import dev.holdfast.standalone.stack.StartUp;
import dev.holdfast.standalone.stack.Welcome;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs the supervisor: starts all services, reports that they are ready, waits, and stops them. */
final class Foreground {
    private final Installation installation;
    private final RunLock lock;
    private final Progress progress;
    private final PrintWriter out;
    private final boolean quiet;
    private final Supervisor supervisor;
    private final AtomicBoolean stopping = new AtomicBoolean();

    Foreground(Installation installation, RunLock lock, Progress progress, PrintWriter out, boolean quiet) {
        this.installation = installation;
        this.lock = lock;
        this.progress = progress;
        this.out = out;
        this.quiet = quiet;
        this.supervisor = new Supervisor(installation.home(), progress::say);
    }

    /** Never returns normally: throws if a service does not start, and otherwise runs until a signal ends the process with exit code 0. */
    int run() throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopAndHalt, "stop"));
        new LogRotation(installation.home()).start();
        try {
            new StartUp(installation, supervisor, progress).run();
        } catch (RuntimeException e) {
            if (stopping.get()) {
                // The start failed because the shutdown hook stops the services. The hook also ends this JVM.
                new CountDownLatch(1).await();
            }
            stop();
            throw e;
        }
        String text = Welcome.text(installation);
        progress.say("ready");
        lock.ready(text);
        if (!quiet) {
            UpCommand.show(installation.home(), text, out);
            out.println();
            out.println("Stop with Ctrl-C or %s.".formatted(installation.home().command("down")));
            out.flush();
        }
        new CountDownLatch(1).await();
        throw new CannotContinue("unreachable");
    }

    private void stopAndHalt() {
        if (stop()) {
            // The exit code of an orderly stop is 0, whichever signal caused it.
            Runtime.getRuntime().halt(0);
        }
    }

    /** Stops all services. Returns false if another thread already stops them. */
    private boolean stop() {
        if (!stopping.compareAndSet(false, true)) {
            return false;
        }
        progress.say("stopping");
        supervisor.stopAll();
        lock.close();
        return true;
    }
}
