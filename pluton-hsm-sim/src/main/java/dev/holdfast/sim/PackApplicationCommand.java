package dev.holdfast.sim;

import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.sim.sdk.ApplicationFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Packs an application, like {@code az sphere image-package pack-application}. */
@Command(
        name = "pack-application",
        description = {
            "Packs a folder into an image package that you can upload.",
            "The folder has app_manifest.json and the program that it names as its EntryPoint, such as bin/app. The same files"
                    + " give the same package. Other files give another image ID.",
            "The build time is SOURCE_DATE_EPOCH, in seconds since 1970, or 2026-01-01."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:The image package is written.",
            "2:The arguments are wrong, or the folder is not an application.",
            "3:The image package cannot be written."
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls the command
final class PackApplicationCommand implements Callable<Integer> {
    private static final Instant BUILT_AT = Instant.parse("2026-01-01T00:00:00Z");

    @Spec
    private CommandSpec spec;

    @Option(names = "--input", required = true, paramLabel = "DIR", description = "Folder of the application.")
    private Path input;

    @Option(
            names = "--destination",
            required = true,
            paramLabel = "FILE",
            description = "Image package to write, such as hello.imagepackage. An existing file is replaced.")
    private Path destination;

    @Override
    public Integer call() throws IOException {
        ImagePackage image = Arguments.checked(
                spec, () -> ApplicationFolder.read(input).pack(builtAt(System.getenv("SOURCE_DATE_EPOCH"))));
        Files.write(destination, image.bytes());
        spec.commandLine()
                .getOut()
                .println(image.metadata().image() + "  " + image.metadata().name() + "  " + image.length() + " bytes  "
                        + destination);
        spec.commandLine().getOut().flush();
        return 0;
    }

    private static Instant builtAt(@Nullable String seconds) {
        return seconds == null ? BUILT_AT : Instant.ofEpochSecond(Long.parseLong(seconds));
    }
}
