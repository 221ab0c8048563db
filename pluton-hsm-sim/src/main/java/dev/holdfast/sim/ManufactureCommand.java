package dev.holdfast.sim;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.sim.factory.Batch;
import dev.holdfast.sim.factory.BatchOrder;
import dev.holdfast.sim.factory.Factory;
import dev.holdfast.sim.factory.InstallationKeys;
import dev.holdfast.sim.mt3620.profile.Profiles;
import dev.holdfast.sim.scenario.FleetPlan;
import dev.holdfast.sim.scenario.Scenario;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Manufactures chips, and writes the files that a service needs to accept them. */
@Command(
        name = "manufacture",
        description = {
            "Manufactures chips for one installation.",
            "Writes to --directory: a folder for each chip (chips/ and the first 32 digits of the device ID), the"
                    + " manufacturer's public keys (manufacturers/), the signed endorsement list (endorsements.jws) and the"
                    + " device IDs (devices.txt).",
            "A second batch in the same directory gets endorsements-2.jws and devices-2.txt, and so on."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:The chips are made.", "2:The arguments are wrong.", "3:The command failed."},
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls the command
final class ManufactureCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--directory",
            required = true,
            paramLabel = "DIR",
            description = "Directory of the factory and its chips.")
    private Path directory;

    @Option(
            names = "--manufacturer",
            paramLabel = "NAME",
            defaultValue = "sim-silicon",
            description = "Name of the silicon manufacturer (${DEFAULT-VALUE}).")
    private String manufacturer;

    @Option(
            names = {"--devices", "--count"},
            paramLabel = "N",
            description = "Number of chips; the scenario's by default.")
    private @Nullable Integer count;

    @Option(
            names = "--chip",
            paramLabel = "NAME|FILE",
            defaultValue = "mt3620",
            description = "Chip profile: mt3620, imx8, or a YAML file (${DEFAULT-VALUE}).")
    private String part;

    @Option(
            names = "--os",
            paramLabel = "VERSION",
            defaultValue = "26.09",
            description = "Operating system release of the chips (${DEFAULT-VALUE}).")
    private String osVersion;

    @Option(
            names = "--full-size",
            description = "Use images as large as on a real part: 11 MB a chip instead of a few kilobytes an image.")
    private boolean fullSize;

    @Option(
            names = "--scenario",
            paramLabel = "NAME|FILE",
            defaultValue = "smoke",
            description = "Scenario with the faults of the chips: a name (see command scenarios) or a YAML file"
                    + " (${DEFAULT-VALUE}).")
    private String scenario;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of all random choices; the scenario's by default.")
    private @Nullable Long seed;

    @Option(
            names = "--json",
            description = "Print the result as one JSON object to standard output, and progress to standard error.")
    private boolean json;

    @Option(
            names = "--trust",
            required = true,
            paramLabel = "FILE",
            description = "Public keys of the installation: the response of GET trust.")
    private Path trust;

    @Option(
            names = "--catalog",
            paramLabel = "NAME",
            description = "The only catalog that can claim the chips. Without it, a claim needs a proof of possession"
                    + " (see command prove).")
    private @Nullable String catalog;

    /**
     * Output of {@code --json}.
     *
     * @param devices number of chips
     * @param endorsed number of chips on the endorsement list
     * @param endorsements path of the endorsement list
     * @param faults name of the fault by device ID
     */
    private record Made(
            String manufacturer, int devices, int endorsed, String endorsements, Map<String, String> faults) {}

    @Override
    public Integer call() throws IOException {
        Scenario chosen = Arguments.checked(spec, () -> Scenario.find(scenario));
        InstallationKeys keys = Arguments.checked(spec, () -> Arguments.trust(trust));
        int chips = count == null ? chosen.devices() : Arguments.atLeastOne(spec, "--devices", count);
        FleetPlan plan =
                Arguments.checked(spec, () -> FleetPlan.of(chosen, seed == null ? chosen.seed() : seed, chips));
        BatchOrder order = Arguments.checked(spec, () -> {
            Profiles.find(part);
            return new BatchOrder(
                    plan,
                    Profiles.text(part),
                    keys,
                    osVersion,
                    Arguments.sizes(fullSize),
                    Optional.ofNullable(catalog));
        });
        BatchFiles files = BatchFiles.next(directory);
        Factory factory = Arguments.checked(spec, () -> Factory.open(directory.resolve("factory"), manufacturer));
        Path manufacturers = Files.createDirectories(directory.resolve("manufacturers"));
        for (Map.Entry<String, String> file : factory.publicKeys().entrySet()) {
            Files.writeString(manufacturers.resolve(file.getKey()), file.getValue());
        }
        print("Making " + chips + " chips with OS " + osVersion + " …");
        OptionalLong unlisted = files.unlisted(directory.resolve("chips.roster"));
        if (unlisted.isPresent()) {
            print(unlisted.getAsLong() + " chips of an interrupted batch are in " + directory.resolve("chips")
                    + ". No endorsement list contains them, so no service accepts them.");
        }
        Batch batch = Arguments.checked(
                spec, () -> factory.manufacture(order, directory.resolve("chips"), ChipBar.of(messages(), chips)));
        // The list comes last: after an interruption, it lists no missing chip.
        files.writeDevices(batch.devices());
        Path list = files.writeList(batch.endorsementJws());
        batch.faults().forEach((device, fault) -> print(fault.name() + ": " + device));
        print("Made " + batch.devices().size() + " chips in " + directory + ". Import " + list.getFileName()
                + " and trust manufacturers/*.pem.");
        if (json) {
            spec.commandLine().getOut().println(new ObjectMapper().writeValueAsString(made(batch, list)));
            spec.commandLine().getOut().flush();
        }
        return 0;
    }

    private Made made(Batch batch, Path list) {
        Map<String, String> faults = new TreeMap<>();
        batch.faults().forEach((device, fault) -> faults.put(device.text(), fault.name()));
        return new Made(manufacturer, batch.devices().size(), batch.endorsed().size(), list.toString(), faults);
    }

    private void print(String line) {
        messages().println(line);
        messages().flush();
    }

    private PrintWriter messages() {
        return json ? spec.commandLine().getErr() : spec.commandLine().getOut();
    }
}
