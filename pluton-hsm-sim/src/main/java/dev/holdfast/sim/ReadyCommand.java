package dev.holdfast.sim;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.sim.factory.ReadyToShip;
import dev.holdfast.sim.factory.ReadyToShip.Check;
import dev.holdfast.sim.mt3620.Mt3620;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks whether a chip may leave the production line. */
@Command(
        name = "ready",
        description = {
            "Checks whether a device is ready to ship: manufacturing state, debug ports, capabilities, operating system version,"
                    + " list of images, digests of the operating system's images, no RF test server, and no stored"
                    + " networks.",
            "The command boots the device."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:The device is ready to ship.",
            "1:The device is not ready to ship.",
            "2:The arguments are wrong.",
            "3:The chip cannot be read."
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls the command
final class ReadyCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "CHIP_FOLDER",
            description = "Folder of the chip: chips/ and the first 32 digits of its ID. Stop its simulation first.")
    private Path folder;

    @Option(
            names = "--os",
            paramLabel = "VERSION",
            defaultValue = "26.09",
            description = "Expected operating system release (${DEFAULT-VALUE}).")
    private String osVersion;

    @Option(
            names = "--image",
            paramLabel = "ID",
            description = "Expected image besides the operating system's; repeatable.")
    private List<String> images = List.of();

    @Option(names = "--full-size", description = "Expect images as large as on a real part.")
    private boolean fullSize;

    @Option(names = "--json", description = "Print the checks as one JSON object.")
    private boolean json;

    /** Output of {@code --json}. */
    private record Report(DeviceId device, boolean ready, List<Check> checks) {}

    @Override
    public Integer call() throws IOException {
        ReadyToShip order = Arguments.checked(
                spec,
                () -> new ReadyToShip(
                        osVersion,
                        Arguments.sizes(fullSize),
                        images.stream().map(ImageId::parse).collect(Collectors.toSet())));
        Mt3620 chip = Mt3620.open(folder);
        List<Check> checks = order.check(chip);
        boolean ready = checks.stream().allMatch(Check::passed);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JSON.writeValueAsString(new Report(chip.pluton().deviceId(), ready, checks)));
        } else {
            for (Check check : checks) {
                out.println(
                        check.passed()
                                ? "ok      %-20s %s".formatted(check.name(), check.found())
                                : "NOT OK  %-20s expected %s, found %s"
                                        .formatted(check.name(), check.expected(), check.found()));
            }
            out.println(ready ? "Ready to ship." : "Not ready to ship.");
        }
        out.flush();
        return ready ? 0 : 1;
    }
}
