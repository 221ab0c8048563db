package dev.holdfast.standalone.command;

import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.install.Installation;
import dev.holdfast.standalone.install.Mode;
import dev.holdfast.standalone.stack.FirstPassword;
import dev.holdfast.standalone.stack.Progress;
import dev.holdfast.standalone.stack.RunLock;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts everything and stays in the foreground until Ctrl-C, or returns when everything is ready. */
@Command(name = "up", description = "Starts everything.", mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {
    @Option(names = "--empty", description = "A real installation: no demo data, one owner account.")
    private boolean empty;

    @Option(names = "--detach", description = "Return when everything is ready.")
    private boolean detach;

    /** How {@code --detach} starts the supervisor; its output is a log that the terminal follows. */
    @Option(names = "--supervised", hidden = true)
    private boolean supervised;

    private final PrintWriter out;

    /** @param out where its words go */
    public UpCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Context context = Context.current();
        Home home = context.home();
        Instant begin = Context.begin();
        Clock clock = Clock.systemUTC();
        Progress progress = supervised ? Progress.log(out, clock, begin) : Progress.terminal(out, clock, begin);
        Mode wanted = empty ? Mode.EMPTY : Mode.DEMO;
        if (!supervised) {
            explainMode(home, wanted);
        }
        Optional<RunLock> lock = RunLock.take(home);
        if (lock.isEmpty()) {
            if (supervised) {
                // Another one was quicker; the terminal waits for that one.
                return 0;
            }
            out.println("Holdfast runs already.");
            return awaitReady(home, progress);
        }
        if (detach) {
            lock.get().close();
            int status = new Detached(context, progress, out, begin).start(empty);
            return status == Detached.NOT_OURS ? awaitReady(home, progress) : status;
        }
        Installation installation = Installation.open(home, context.settings(), wanted);
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

    private void explainMode(Home home, Mode wanted) {
        Mode mode = Installation.mode(home).orElse(wanted);
        if (mode != wanted) {
            out.println(
                    mode == Mode.EMPTY
                            ? "This installation was made with --empty; it stays as it is, without demo data."
                            : "This installation was made as a demo; --empty changes nothing. For an empty one set HOLDFAST_HOME to another folder.");
            out.flush();
        }
    }

    private int awaitReady(Home home, Progress progress) throws InterruptedException {
        boolean told = false;
        while (RunLock.holder(home).isPresent()) {
            Optional<String> text = RunLock.readyText(home);
            if (text.isPresent()) {
                show(home, text.get(), out);
                return 0;
            }
            if (!told) {
                progress.say("it is still starting; waiting for it");
                told = true;
            }
            Thread.sleep(200);
        }
        out.println("It has just been stopped.");
        out.flush();
        return 1;
    }

    /** Prints what the supervisor has to say and, once, the owner's password. */
    static void show(Home home, String text, PrintWriter out) {
        out.println(text);
        FirstPassword.take(home)
                .ifPresent(password -> out.printf(
                        "%n  Password of admin: %s%n  It is shown this once and kept nowhere: write it down now.%n",
                        password));
        out.flush();
    }
}
