package dev.holdfast.ui.shell;

import dev.holdfast.contract.operator.OperatorApi;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;

/** Shell commands for the machine that runs Holdfast, in the folder of the checkout. They follow {@code HOLDFAST_HOME}. */
public final class MachineCommands {
    private static final String STANDARD = ".holdfast";

    private MachineCommands() {}

    /** Returns a command of {@code ./holdfast}, such as {@code ./holdfast status}. */
    public static String holdfast(String arguments) {
        String command = "./holdfast " + arguments;
        return home().map(folder -> "HOLDFAST_HOME=" + quoted(folder) + " " + command)
                .orElse(command);
    }

    /** Returns the path of a file in the folder of the installation, quoted for the shell if needed. */
    public static String file(String path) {
        return quoted(home().orElse(STANDARD) + "/" + path);
    }

    /** Returns the assignment of the variable that scripts use for the public address of the operator API. */
    public static String api() {
        String url = ConfigProvider.getConfig()
                .getOptionalValue("holdfast.api.public-url", String.class)
                .orElse("http://localhost:8081");
        return "API=" + quoted(url.replaceFirst("/+$", "") + OperatorApi.BASE.replaceFirst("/$", ""));
    }

    private static Optional<String> home() {
        // The environment variable is HOLDFAST_HOME.
        return ConfigProvider.getConfig().getOptionalValue("holdfast.home", String.class);
    }

    private static String quoted(String text) {
        return text.matches("[\\w.:/-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
