package dev.holdfast.backend.update.image;

import dev.holdfast.backend.installation.SiliconManufacturer;
import dev.holdfast.contract.format.AbiVersion;
import dev.holdfast.contract.format.ImageMetadata;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.MessageSigner;
import dev.holdfast.contract.format.MetadataSection.Depends;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.ImageId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Image packages for uploads. */
public final class Packages {
    private Packages() {}

    /** Returns a new build of an application, signed with a developer's key. */
    public static ImagePackage application(ComponentId component, String name) {
        return build(ImageType.APPLICATIONS, component, name, SiliconManufacturer.strangersSigner());
    }

    /** Returns a new build of an application with a body, signed with a developer's key. */
    static ImagePackage application(String name, byte[] body) {
        return build(ImageType.APPLICATIONS, newComponent(), name, body, SiliconManufacturer.strangersSigner());
    }

    /** Returns a root file system with a body, signed by the manufacturer. */
    static ImagePackage rootFileSystem(String name, byte[] body) {
        return build(ImageType.ROOT_FS, newComponent(), name, body, SiliconManufacturer.operatingSystemSigner());
    }

    /** Returns a board configuration, signed with a developer's key. */
    public static ImagePackage boardConfiguration(String name) {
        return build(ImageType.CUSTOMER_BOARD_CONFIG, newComponent(), name, SiliconManufacturer.strangersSigner());
    }

    /** Returns an operating system image, signed by the manufacturer. */
    public static ImagePackage operatingSystem(ImageType type, String name) {
        return build(type, newComponent(), name, SiliconManufacturer.operatingSystemSigner());
    }

    /** Returns an operating system image that the manufacturer did not sign. */
    static ImagePackage forgedOperatingSystem(ImageType type, String name) {
        return build(type, newComponent(), name, SiliconManufacturer.strangersSigner());
    }

    /** Returns an unused component ID. */
    public static ComponentId newComponent() {
        return new ComponentId(UUID.randomUUID());
    }

    /** Returns an application that needs a version of the application runtime. */
    public static ImagePackage needing(long version) {
        ImagePackage plain = application(newComponent(), "blinky");
        return ImagePackage.sign(
                plain.body(),
                plain.metadata()
                        .with(new Depends(List.of(AbiVersion.of(AbiVersion.Interface.APPLICATION_RUNTIME, version)))),
                SiliconManufacturer.operatingSystemKey(),
                SiliconManufacturer.strangersSigner());
    }

    private static ImagePackage build(ImageType type, ComponentId component, String name, MessageSigner signer) {
        return build(type, component, name, ("the code of " + name).getBytes(StandardCharsets.UTF_8), signer);
    }

    /** Builds a package with a new image ID and security version 1. */
    private static ImagePackage build(
            ImageType type, ComponentId component, String name, byte[] body, MessageSigner signer) {
        ImageMetadata metadata = new ImageMetadata(
                type,
                component,
                new ImageId(UUID.randomUUID()),
                Blob.of(new byte[ImageMetadata.THUMBPRINT_LENGTH]),
                Instant.parse("2026-11-01T12:00:00Z"),
                name,
                1);
        return ImagePackage.sign(body, metadata, SiliconManufacturer.operatingSystemKey(), signer);
    }
}
