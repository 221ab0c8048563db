package dev.holdfast.standalone.stack;

import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.config.Settings;
import dev.holdfast.standalone.install.Installation;
import dev.holdfast.standalone.install.Mode;
import dev.holdfast.standalone.keycloak.DemoUser;

/** The text that {@code up} prints when all services are ready: addresses, accounts and a first step. */
public final class Welcome {
    private Welcome() {}

    /** Returns the text without the owner's first password. */
    public static String text(Installation installation) {
        Settings settings = installation.settings();
        StringBuilder text = new StringBuilder();
        text.append("""

                  Console       %s
                  Operator API  %s
                  Devices       %s
                  EST           %s
                  Sign-in       %s
                """.formatted(
                        settings.http(Port.CONSOLE, "/"),
                        settings.http(Port.API, "/q/openapi"),
                        settings.https(Port.GATEWAY, ""),
                        settings.https(Port.GATEWAY_EST, "/.well-known/est"),
                        settings.http(Port.KEYCLOAK, "/")));
        text.append(installation.mode() == Mode.DEMO ? demo(installation) : empty(settings));
        return text.toString().stripTrailing();
    }

    private static String demo(Installation installation) {
        StringBuilder text = new StringBuilder("\n  Demo accounts (passwords of this installation only):\n");
        for (DemoUser user : DemoUser.ALL) {
            text.append("    %-8s %s  %s%n"
                    .formatted(user.name(), installation.secrets().person(user.secret()), user.title()));
        }
        return text.append("""

                          First step: open the console and sign in as olivia. One device of Contoso Appliances is
                          untrusted. The console shows why.
                        """).toString();
    }

    private static String empty(Settings settings) {
        return """

                  Open the console, sign in as admin, and follow the first steps.
                  Manage accounts as keycloak-admin at %s (see People in docs/operating.md).
                """.formatted(settings.http(Port.KEYCLOAK, "/admin/master/console/"));
    }
}
