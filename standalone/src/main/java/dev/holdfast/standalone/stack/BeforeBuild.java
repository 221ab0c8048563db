package dev.holdfast.standalone.stack;

import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.config.Settings;
import java.nio.file.Path;

/**
 * Checks settings and ports before {@code ./holdfast up} builds. The script runs this class from source, so it and the classes that it uses
 * need only the JDK.
 */
public final class BeforeBuild {
    private BeforeBuild() {}

    /**
     * Ends with exit code 1 and one message on stderr if a setting is wrong or ports are in use.
     *
     * @param arguments the folder of the checkout
     */
    public static void main(String[] arguments) {
        try {
            Home home = Home.of(Path.of(arguments[0]), System.getenv());
            Settings settings = Settings.load(home, System.getenv());
            settings.checkVariables();
            Preflight.checkPorts(home, settings);
        } catch (CannotContinue e) {
            System.err.println("holdfast: " + e.getMessage());
            System.exit(1);
        }
    }
}
