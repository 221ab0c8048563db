package dev.holdfast.standalone.stack;

import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.config.Settings;
import dev.holdfast.standalone.install.Installation;
import dev.holdfast.standalone.install.Mode;
import dev.holdfast.standalone.keycloak.DemoUser;

/** What a person reads when everything is ready: where to look, who can sign in, what to click first. */
public final class Welcome {
    private Welcome() {}

    /**
     * The text, without the owner's first password.
     *
     * @param installation whose addresses and accounts
     */
    public static String text(Installation installation) {
        Settings settings = installation.settings();
        StringBuilder text = new StringBuilder();
        text.append("""

                  Console       %s
                  Operator API  %s
                  Devices       https://localhost:%d
                  EST           https://localhost:%d/.well-known/est
                  Sign-in       %s
                """.formatted(
                        settings.http(Port.CONSOLE, "/"),
                        settings.http(Port.API, "/q/openapi"),
                        settings.port(Port.GATEWAY),
                        settings.port(Port.GATEWAY_EST),
                        settings.http(Port.KEYCLOAK, "/")));
        text.append(installation.mode() == Mode.DEMO ? demo(installation) : empty(settings));
        return text.toString().stripTrailing();
    }

    private static String demo(Installation installation) {
        StringBuilder text = new StringBuilder("\n  Demo accounts (passwords are this installation's own):\n");
        for (DemoUser user : DemoUser.ALL) {
            text.append("    %-8s %s  %s%n"
                    .formatted(user.name(), installation.secrets().person(user.secret()), user.title()));
        }
        return text.append("""

                          First: open the console, sign in as olivia, and look at the devices of Contoso Appliances:
                          one of them is not what it should be, and the console says why.
                        """.indent(2).replaceFirst("\n?$", "\n")).toString();
    }

    private static String empty(Settings settings) {
        return """

                  Sign in as admin; the console guides the first steps.
                  Add people as admin at %s (docs/operating.md, "Add people").
                """.formatted(settings.http(Port.KEYCLOAK, "/admin/holdfast/console/"));
    }
}
