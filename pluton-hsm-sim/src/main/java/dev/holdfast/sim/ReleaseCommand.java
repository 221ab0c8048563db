package dev.holdfast.sim;

import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.sim.factory.Factory;
import dev.holdfast.sim.mt3620.profile.ChipProfile;
import dev.holdfast.sim.mt3620.profile.Profiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes an operating system release as files. */
@Command(
        name = "release",
        description = {
            "Writes the image packages of an operating system release as files to upload.",
            "With --trust, also writes what devices need to change to these keys: a base manifest, a"
                    + " trusted keystore and a certificate store."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:The release is written.",
            "2:The arguments are wrong.",
            "3:The manufacturer does not exist, or the command failed."
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls the command
final class ReleaseCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--directory",
            required = true,
            paramLabel = "DIR",
            description = "Directory of the factory. The release is written to DIR/releases/VERSION.")
    private Path directory;

    @Option(
            names = "--manufacturer",
            paramLabel = "NAME",
            defaultValue = "sim-silicon",
            description = "Name of the silicon manufacturer (${DEFAULT-VALUE}).")
    private String manufacturer;

    @Option(
            names = "--os",
            required = true,
            paramLabel = "VERSION",
            description = "Version of the release, such as 26.10.")
    private String osVersion;

    @Option(
            names = "--chip",
            paramLabel = "NAME|FILE",
            defaultValue = "mt3620",
            description = "Chip profile: mt3620, imx8, or a YAML file (${DEFAULT-VALUE}).")
    private String part;

    @Option(
            names = "--full-size",
            description = "Write images as large as on a real part instead of a few kilobytes each.")
    private boolean fullSize;

    @Option(
            names = "--trust",
            paramLabel = "FILE",
            description =
                    "Public keys of the installation, to change the keys that devices trust: the response of GET trust.")
    private @Nullable Path trust;

    @Override
    public Integer call() throws IOException {
        ChipProfile profile = Arguments.checked(spec, () -> Profiles.find(part));
        Path home = directory.resolve("factory");
        // Factory.open would make new keys, but no chip accepts a release that they sign.
        if (!Factory.isAt(home, manufacturer)) {
            throw new IOException(
                    "There is no manufacturer " + manufacturer + " in " + directory
                            + ". Pass the directory of './holdfast sim manufacture', or run './holdfast sim manufacture' first.");
        }
        Factory factory = Arguments.checked(spec, () -> Factory.open(home, manufacturer));
        Path next = trust;
        List<ImagePackage> images = Arguments.checked(
                spec,
                () -> next == null
                        ? factory.osRelease(osVersion, profile, Arguments.sizes(fullSize))
                        : factory.rotation(osVersion, profile, Arguments.sizes(fullSize), Arguments.trust(next)));
        Path folder = Files.createDirectories(directory.resolve("releases").resolve(osVersion));
        List<Path> files = IntStream.range(0, images.size())
                .mapToObj(i -> folder.resolve("%02d-%s.imagepackage"
                        .formatted(i + 1, images.get(i).metadata().name())))
                .toList();
        requireNothingElse(folder, files);
        PrintWriter out = spec.commandLine().getOut();
        for (int i = 0; i < images.size(); i++) {
            ImagePackage image = images.get(i);
            Path file = files.get(i);
            Files.write(file, image.bytes());
            out.println(
                    image.metadata().image() + "  " + image.metadata().type().apiName() + "  " + file);
        }
        out.flush();
        return 0;
    }

    /** Requires that the folder holds no other release: an upload of the folder would mix both. */
    private static void requireNothingElse(Path folder, List<Path> files) throws IOException {
        try (Stream<Path> present = Files.list(folder)) {
            Optional<Path> other = present.filter(file -> !files.contains(file))
                    .filter(file -> file.toString().endsWith(".imagepackage"))
                    .sorted()
                    .findFirst();
            if (other.isPresent()) {
                throw new IOException(folder + " holds images of another release, such as "
                        + other.get().getFileName() + ". Move them elsewhere.");
            }
        }
    }
}
