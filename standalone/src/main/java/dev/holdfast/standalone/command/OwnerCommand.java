package dev.holdfast.standalone.command;

import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.install.Installation;
import dev.holdfast.standalone.keycloak.OwnerAccount;
import dev.holdfast.standalone.postgres.BackendRequests;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lets an owner who lost access sign in again. */
@Command(
        name = "owner",
        description =
                "Makes an account an installation owner and gives it a new password. Creates the account if there is none. The audit log records it.",
        mixinStandardHelpOptions = true)
public final class OwnerCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "USER", description = "User name. Default: admin.")
    private String user = OwnerAccount.FIRST;

    private final PrintWriter out;

    public OwnerCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        Installation installation = BackupCommand.running(Context.current());
        // First, because the audit log must record the command before it gives away the account.
        new BackendRequests(installation)
                .makeOwner(
                        OwnerAccount.ensure(installation, user),
                        user,
                        "./holdfast owner, run by the user %s of the machine, to set a new password and delete second factors"
                                .formatted(System.getProperty("user.name")));
        out.println("  " + user + " is an installation owner.");
        out.flush();
        out.printf(
                "  Password of %s: %s%n  It is shown only once. Change it at %s.%n",
                user,
                OwnerAccount.reset(installation, user),
                installation.settings().http(Port.CONSOLE, "/"));
        out.flush();
        return 0;
    }
}
