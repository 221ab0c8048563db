package dev.holdfast.backend.update.feed;

import dev.holdfast.backend.fleet.manufacturer.ManufacturerKeys;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.operator.text.PlainText;
import dev.holdfast.contract.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;

/** Parses uploaded packages and verifies manufacturers' signatures. Blocking; call it on a worker thread. */
@ApplicationScoped
public class ManufacturerSignatures {
    private final ManufacturerKeys manufacturers;

    ManufacturerSignatures(ManufacturerKeys manufacturers) {
        this.manufacturers = manufacturers;
    }

    /** Returns a package with a type and a valid name; fails with {@code too-large} or {@code invalid-content}. */
    public static ImagePackage parse(byte[] uploaded) {
        if (uploaded.length > ImagePackage.MAX_LENGTH) {
            throw ProblemException.of(ProblemType.TOO_LARGE, "The image package is larger than 16 MiB.");
        }
        ImagePackage image = read(uploaded);
        if (image.metadata().type() == ImageType.INVALID) {
            throw ProblemException.badContent("The image has no type.");
        }
        if (!PlainText.isLine(image.metadata().name())) {
            throw ProblemException.badContent("The image's name is invalid: a name " + PlainText.RULE + ".");
        }
        return image;
    }

    /** Returns the package if a trusted manufacturer signed it; fails with {@code invalid-content}. */
    public ImagePackage require(ImagePackage image, Set<String> revoked) {
        manufacturer(image, revoked);
        return image;
    }

    /** Returns the name of the trusted manufacturer that signed a package; fails with {@code invalid-content}. */
    String manufacturer(ImagePackage image, Set<String> revoked) {
        for (Map.Entry<String, P256PublicKey> manufacturer :
                manufacturers.operatingSystem(revoked).entrySet()) {
            if (isSignedBy(image, manufacturer.getValue())) {
                return manufacturer.getKey();
            }
        }
        throw ProblemException.badContent(
                "An image of type " + image.metadata().type().apiName()
                        + " must be signed by a trusted silicon manufacturer, and this one is not.");
    }

    private static boolean isSignedBy(ImagePackage image, P256PublicKey manufacturer) {
        try {
            ImagePackage.verify(image.bytes(), manufacturer);
            return true;
        } catch (FormatException e) {
            // Signed with another key: the caller tries the next one.
            return false;
        }
    }

    private static ImagePackage read(byte[] uploaded) {
        try {
            return ImagePackage.parse(uploaded);
        } catch (FormatException e) {
            throw ProblemException.badContent("This is not an image package: " + e.getMessage() + ".");
        }
    }
}
