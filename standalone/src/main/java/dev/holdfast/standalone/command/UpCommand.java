package dev.holdfast.standalone.command;

import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.install.Installation;
import dev.holdfast.standalone.install.Mode;
import dev.holdfast.standalone.stack.FirstPassword;
import dev.holdfast.standalone.stack.Progress;
import dev.holdfast.standalone.stack.RunLock;
import dev.holdfast.standalone.stack.RunningSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts all services. Runs until Ctrl-C, or with {@code --detach} until they are ready. */
@Command(name = "up", description = "Starts all services.", mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {
    @Option(names = "--empty", description = "Create an installation with one owner account and no demo data.")
    private boolean empty;

    @Option(names = "--detach", description = "Return when all services are ready.")
    private boolean detach;

    /** Set by {@code --detach} for the supervisor process, whose output is a log. */
    @Option(names = "--supervised", hidden = true)
    private boolean supervised;

    private final PrintWriter out;

    public UpCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Context context = Context.current();
        context.settings().checkVariables();
        Home home = context.home();
        Instant begin = Context.begin();
        Clock clock = Clock.systemUTC();
        Progress progress = supervised ? Progress.log(out, clock, begin) : Progress.terminal(out, clock, begin);
        Mode requested = empty ? Mode.EMPTY : Mode.DEMO;
        if (!supervised) {
            requireNoRestore(home);
            Installation.requireWhole(home);
            explainMode(home, requested);
        }
        Optional<RunLock> lock = RunLock.take(home);
        if (lock.isEmpty()) {
            if (supervised) {
                // Another supervisor took the lock first. The terminal waits until that supervisor is ready.
                return 0;
            }
            out.println("Holdfast is already running.");
            explainChanges(home);
            return awaitReady(home, progress);
        }
        if (detach) {
            lock.get().close();
            int status = new Detached(context, progress, out, begin).start(empty);
            return status == Detached.ENDED_BEFORE_READY ? awaitReady(home, progress) : status;
        }
        Installation installation = Installation.open(home, context.settings(), requested);
        return supervise(new Foreground(installation, lock.get(), progress, out, supervised), progress);
    }

    private int supervise(Foreground foreground, Progress progress) throws InterruptedException {
        try {
            return foreground.run();
        } catch (CannotContinue e) {
            if (!supervised) {
                throw e;
            }
            progress.say("holdfast: " + e.getMessage());
            return 1;
        }
    }

    private static void requireNoRestore(Home home) {
        if (RunLock.isRestoring(home)) {
            throw new CannotContinue("A restore is running in %s. Wait until it ends, then run %s."
                    .formatted(home.directory(), home.command("up")));
        }
    }

    private void explainMode(Home home, Mode requested) {
        Mode mode = Installation.mode(home).orElse(requested);
        if (mode != requested) {
            out.println(
                    mode == Mode.EMPTY
                            ? "This installation was created with --empty. It stays without demo data."
                            : "This installation is a demo, so --empty has no effect. To create an empty one, set HOLDFAST_HOME to another folder.");
            out.flush();
        }
    }

    private void explainChanges(Home home) {
        try {
            Map<String, String> changes = RunningSettings.changes(home, System.getenv());
            if (!changes.isEmpty()) {
                out.println("These settings apply after down and up:");
                changes.forEach((name, value) -> out.println("  " + name + "=" + value));
            }
        } catch (CannotContinue e) {
            out.println("After down, up would fail: " + e.getMessage());
        }
        out.flush();
    }

    private int awaitReady(Home home, Progress progress) throws InterruptedException {
        boolean announced = false;
        while (RunLock.holder(home).isPresent()) {
            Optional<String> text = RunLock.readyText(home);
            if (text.isPresent()) {
                show(home, text.get(), out);
                return 0;
            }
            if (!announced) {
                progress.say("waiting until it is ready");
                announced = true;
            }
            Thread.sleep(200);
        }
        out.println("Holdfast was stopped.");
        out.flush();
        return 1;
    }

    /** Prints the welcome text and, once, the owner's first password. */
    static void show(Home home, String text, PrintWriter out) {
        out.println(text);
        FirstPassword.take(home)
                .ifPresent(password -> out.printf(
                        "%n  Password of admin: %s%n  It is shown only once and not stored. You change it at the first sign-in.%n",
                        password));
        out.flush();
    }
}
