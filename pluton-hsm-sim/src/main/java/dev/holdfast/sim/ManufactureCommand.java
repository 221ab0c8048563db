package dev.holdfast.sim;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.sim.factory.Batch;
import dev.holdfast.sim.factory.Factory;
import dev.holdfast.sim.factory.InstallationKeys;
import dev.holdfast.sim.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes chips and what a service needs to know of them. */
@Command(
        name = "manufacture",
        description = {
            "Makes chips for one installation.",
            "Writes chips/<id>/ for each, the maker's public keys to makers/, the signed list of chips to"
                    + " endorsements.jws and the device IDs to devices.txt, all under --directory."
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls the command
final class ManufactureCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--directory",
            required = true,
            paramLabel = "DIR",
            description = "Where to keep the factory and its chips.")
    private Path directory;

    @Option(
            names = "--maker",
            paramLabel = "NAME",
            defaultValue = "sim-silicon",
            description = "Name of the silicon maker (${DEFAULT-VALUE}).")
    private String maker;

    @Option(names = "--count", paramLabel = "N", description = "How many; else what the scenario says.")
    private @Nullable Integer count;

    @Option(
            names = "--os",
            paramLabel = "VERSION",
            defaultValue = "26.09",
            description = "Operating system release to burn (${DEFAULT-VALUE}).")
    private String osVersion;

    @Option(
            names = "--scenario",
            paramLabel = "NAME|FILE",
            defaultValue = "smoke",
            description = "What is wrong with which chips: smoke, demo, quiet-fleet, unknown-chip or a YAML file"
                    + " (${DEFAULT-VALUE}).")
    private String scenario;

    @Option(
            names = "--image-key",
            required = true,
            paramLabel = "HEX",
            description = "The installation's image key: 128 hex digits.")
    private String imageKey;

    @Option(
            names = "--result-key",
            required = true,
            paramLabel = "HEX",
            description = "The installation's result key: 128 hex digits.")
    private String resultKey;

    @Option(
            names = "--root-certificate",
            required = true,
            paramLabel = "FILE",
            description = "PEM of the root of all device certificates.")
    private Path rootCertificate;

    @Override
    public Integer call() throws IOException {
        Scenario chosen = Scenario.find(scenario);
        int chips = count == null ? chosen.devices() : count;
        Factory factory = Factory.open(directory.resolve("factory"), maker);
        Path makers = Files.createDirectories(directory.resolve("makers"));
        for (Map.Entry<String, String> file : factory.publicKeys().entrySet()) {
            Files.writeString(makers.resolve(file.getKey()), file.getValue());
        }
        say("Making " + chips + " chips with OS " + osVersion + " …");
        Batch batch = factory.manufacture(
                chips,
                directory.resolve("chips"),
                new InstallationKeys(
                        P256PublicKey.parse(imageKey),
                        P256PublicKey.parse(resultKey),
                        Files.readString(rootCertificate)),
                osVersion,
                chosen);
        Files.writeString(directory.resolve("endorsements.jws"), batch.endorsementJws());
        List<String> names = batch.devices().stream().map(DeviceId::text).toList();
        Files.write(directory.resolve("devices.txt"), names);
        batch.faults().forEach((device, fault) -> say(fault + ": " + device));
        say("Made " + batch.devices().size() + " chips in " + directory
                + ". Import endorsements.jws, trust makers/*.pem.");
        return 0;
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
