package dev.holdfast.backend.update.feed;

import dev.holdfast.backend.fleet.manufacturer.ManufacturerKeys;
import dev.holdfast.backend.update.content.ImageRefusal;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ImageFile;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.operator.text.PlainText;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Parses uploaded packages and verifies manufacturers' signatures. Blocking; call it on a worker thread. */
@ApplicationScoped
public class ManufacturerSignatures {
    private static final Set<ImageType> NEVER_UPLOADED = Set.of(
            ImageType.INVALID,
            ImageType.BOOT_MANIFEST,
            ImageType.FIRMWARE_UPDATE_MANIFEST,
            ImageType.CUSTOMER_UPDATE_MANIFEST,
            ImageType.RECOVERY_MANIFEST,
            ImageType.MANIFEST_SET);

    private final ManufacturerKeys manufacturers;

    ManufacturerSignatures(ManufacturerKeys manufacturers) {
        this.manufacturers = manufacturers;
    }

    /**
     * Parses an uploaded file; see {@link ImageFile#parse}. Fails with {@code invalid-content}, also if the image has no type or no valid name.
     */
    public static ImageFile parse(Path uploaded) {
        ImageFile image = read(uploaded);
        ImageType type = image.metadata().type();
        if (NEVER_UPLOADED.contains(type)) {
            throw ImageRefusal.WRONG_TYPE.problem(
                    type == ImageType.INVALID
                            ? "The image has no type."
                            : "Devices or this installation create images of type " + type.apiName()
                                    + ". Do not upload them.");
        }
        if (!PlainText.isLine(image.metadata().name())) {
            throw ImageRefusal.INVALID_NAME.problem("The image's name is invalid: a name " + PlainText.RULE + ".");
        }
        return image;
    }

    /** Returns the package if a trusted manufacturer signed it; fails with {@code invalid-content}. */
    public ImageFile require(ImageFile image, Set<String> revoked) {
        manufacturer(image, revoked);
        return image;
    }

    /** Returns the name of the trusted manufacturer that signed a package; fails with {@code invalid-content}. */
    String manufacturer(ImageFile image, Set<String> revoked) {
        for (Map.Entry<String, P256PublicKey> manufacturer :
                manufacturers.operatingSystem(revoked).entrySet()) {
            if (isSignedBy(image, manufacturer.getValue())) {
                return manufacturer.getKey();
            }
        }
        throw ImageRefusal.NOT_SIGNED.problem(
                "An image of type " + image.metadata().type().apiName()
                        + " must be signed by a trusted silicon manufacturer, and this one is not.");
    }

    private static boolean isSignedBy(ImageFile image, P256PublicKey manufacturer) {
        try {
            return image.isSignedBy(manufacturer);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the uploaded image", e);
        }
    }

    private static ImageFile read(Path uploaded) {
        try {
            return ImageFile.parse(uploaded);
        } catch (FormatException e) {
            throw ImageRefusal.UNKNOWN_FORMAT.problem("This is not an image package: " + e.getMessage() + ".");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the uploaded image", e);
        }
    }
}
