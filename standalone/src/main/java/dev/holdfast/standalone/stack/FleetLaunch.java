package dev.holdfast.standalone.stack;

import dev.holdfast.standalone.install.Installation;
import dev.holdfast.standalone.process.Launch;
import dev.holdfast.standalone.process.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Command that starts the demo's devices in a separate process. */
final class FleetLaunch {
    private FleetLaunch() {}

    /** Returns the command. {@code chips} is the folder with the demo's chips. */
    static Launch of(Installation installation, Service service, Path chips) {
        List<String> command = new ArrayList<>(List.of(Applications.java()));
        command.addAll(installation.settings().javaOptions("fleet"));
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dholdfast.project=" + installation.home().project(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.holdfast.standalone.Holdfast",
                "fleet",
                "--chips",
                chips.toString(),
                "--scenario",
                "demo"));
        Map<String, String> environment = new HashMap<>(installation.settings().variables());
        environment.put("HOLDFAST_HOME", installation.home().directory().toString());
        environment.put("HOLDFAST_CACHE", installation.home().cache().toString());
        return new Launch(service, command, environment, Duration.ofSeconds(30), "TERM", true);
    }
}
