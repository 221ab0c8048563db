package dev.holdfast.sim;

import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.mt3620.Capability;
import dev.holdfast.contract.mt3620.CapabilityFile;
import dev.holdfast.sim.hsm.CapabilityDecoding;
import dev.holdfast.sim.mt3620.Mt3620;
import dev.holdfast.sim.mt3620.boot.BootOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Installs a capability file on an attached device, like {@code az sphere device capability update}. */
@Command(
        name = "capability",
        description = {
            "Installs a capability file on an attached device. Its capabilities are enabled at each boot and appear in the"
                    + " evidence until the file expires. A file without capabilities removes them.",
            "The command boots the device. The device refuses a file that is for another device, has no trusted signature,"
                    + " or has expired."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:The file is installed.",
            "1:The device refuses the file or does not boot.",
            "2:The arguments are wrong.",
            "3:The chip or the file cannot be read."
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls the command
final class CapabilityCommand implements Callable<Integer> {
    @Mixin
    private AttachedChip attached;

    @Option(names = "--file", required = true, paramLabel = "FILE", description = "The capability file.")
    private Path file;

    @Override
    public Integer call() throws IOException {
        if (Files.size(file) > CapabilityFile.MAX_LENGTH) {
            return attached.refused("A capability file has at most " + CapabilityFile.MAX_LENGTH + " bytes.");
        }
        Blob bytes = Blob.of(Files.readAllBytes(file));
        Mt3620 chip = attached.open();
        if (!(chip.boot() instanceof BootOutcome.Booted)) {
            return attached.refused("The device does not boot.");
        }
        return switch (chip.pluton().presentCapabilities(bytes)) {
            case CapabilityDecoding.Refused(String reason) ->
                attached.refused("The device refuses the file: " + reason + ".");
            case CapabilityDecoding.Decoded decoded -> {
                chip.installCapabilities(bytes);
                yield attached.done("Installed. Capabilities: " + words(decoded.capabilities()));
            }
        };
    }

    private static String words(Collection<Integer> capabilities) {
        return capabilities.isEmpty()
                ? "none"
                : capabilities.stream()
                        .map(number -> Capability.ofNumber(number)
                                .map(Capability::apiName)
                                .orElse(Integer.toString(number)))
                        .collect(Collectors.joining(", "));
    }
}
