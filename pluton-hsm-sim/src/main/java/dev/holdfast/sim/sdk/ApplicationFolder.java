package dev.holdfast.sim.sdk;

import dev.holdfast.contract.format.AbiVersion;
import dev.holdfast.contract.format.ImageMetadata;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.MetadataSection.Debug;
import dev.holdfast.contract.format.MetadataSection.Depends;
import dev.holdfast.contract.format.MetadataSection.Identity;
import dev.holdfast.contract.format.MetadataSection.Signing;
import dev.holdfast.contract.format.MetadataSection.Temporary;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.sim.factory.DevelopmentKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The files of an application: {@code app_manifest.json}, the program that it names as its entry point, and others. The package has
 * the form that Azure Sphere's SDK gives a development build: an ASXipFS file system, then the sections ID, SG, DB, TP and ND.
 */
public final class ApplicationFolder {
    /** Version of the application runtime that the package needs. */
    private static final long RUNTIME = 3;

    private final ApplicationManifest manifest;
    private final SortedMap<String, byte[]> files;

    private ApplicationFolder(ApplicationManifest manifest, SortedMap<String, byte[]> files) {
        this.manifest = manifest;
        this.files = files;
    }

    /**
     * Reads all files in a folder and its subfolders.
     *
     * @throws IllegalArgumentException when it is not an application; the message is for people
     */
    public static ApplicationFolder read(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("Folder not found: " + folder + ".");
        }
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
        SortedMap<String, byte[]> files = new TreeMap<>();
        long length = 0;
        for (Path path : paths) {
            String name = folder.relativize(path).toString().replace('\\', '/');
            requirePackable(path, name);
            length += Files.size(path);
            if (length > ImagePackage.MAX_LENGTH) {
                throw new IllegalArgumentException(folder + " has more than 22 MiB. The flash of a device holds less.");
            }
            files.put(name, Files.readAllBytes(path));
        }
        byte[] json = files.get(ApplicationManifest.FILE);
        if (json == null) {
            throw new IllegalArgumentException(folder + " has no " + ApplicationManifest.FILE + ".");
        }
        ApplicationManifest manifest = ApplicationManifest.parse(json);
        if (!files.containsKey(manifest.entryPoint())) {
            throw new IllegalArgumentException(folder + " has no " + manifest.entryPoint() + ", the entry point in "
                    + ApplicationManifest.FILE + ".");
        }
        return new ApplicationFolder(manifest, files);
    }

    private static void requirePackable(Path path, String name) {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new IllegalArgumentException(path + " is not a file. Replace links by copies.");
        }
        for (String part : name.split("/", -1)) {
            if (part.getBytes(StandardCharsets.UTF_8).length > AsXipFs.MAX_NAME) {
                throw new IllegalArgumentException(path + " has a name of more than " + AsXipFs.MAX_NAME + " bytes.");
            }
        }
    }

    /**
     * Builds the image package. The same files and time give the same bytes, and other files another image ID.
     *
     * @param builtAt build time in whole seconds
     * @throws IllegalArgumentException when the package would be longer than {@link ImagePackage#MAX_LENGTH}
     */
    public ImagePackage pack(Instant builtAt) {
        byte[] body = AsXipFs.of(files, manifest.entryPoint());
        String build =
                manifest.name() + " " + builtAt + " " + Digest.sha256(body).hex();
        ImageId image = new ImageId(UUID.nameUUIDFromBytes(build.getBytes(StandardCharsets.UTF_8)));
        ImageMetadata metadata = new ImageMetadata(List.of(
                new Identity(ImageType.APPLICATIONS, 0, manifest.component(), image),
                new Signing(Blob.of(new byte[ImageMetadata.THUMBPRINT_LENGTH])),
                Debug.of(builtAt, manifest.name()),
                new Temporary(Temporary.UNDER_DEVELOPMENT),
                new Depends(List.of(AbiVersion.of(AbiVersion.Interface.APPLICATION_RUNTIME, RUNTIME)))));
        DevelopmentKey key = DevelopmentKey.get();
        return ImagePackage.sign(body, metadata, key.publicKey(), key);
    }
}
