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
import java.util.Set;

/** Checks uploaded packages: what they are, and who signed those of the operating system. Call it on a worker thread. */
@ApplicationScoped
public class ManufacturerSignatures {
    private final ManufacturerKeys manufacturers;

    ManufacturerSignatures(ManufacturerKeys manufacturers) {
        this.manufacturers = manufacturers;
    }

    /** Returns a package that has a type and a plain name; fails with {@code too-large} or {@code invalid-content}. */
    public static ImagePackage parse(byte[] uploaded) {
        if (uploaded.length > ImagePackage.MAX_LENGTH) {
            throw ProblemException.of(ProblemType.TOO_LARGE, "An image package has at most 16 MiB.");
        }
        ImagePackage image = read(uploaded);
        if (image.metadata().type() == ImageType.INVALID) {
            throw ProblemException.badContent("The image has no type.");
        }
        if (!PlainText.isLine(image.metadata().name())) {
            throw ProblemException.badContent("The image's name is not plain: a name " + PlainText.RULE + ".");
        }
        return image;
    }

    /**
     * Returns the same package if a trusted manufacturer signed it; fails with {@code invalid-content}.
     *
     * @param revoked names of manufacturers whose word counts no longer
     */
    public ImagePackage require(ImagePackage image, Set<String> revoked) {
        for (P256PublicKey manufacturer : manufacturers.operatingSystem(revoked)) {
            if (isSignedBy(image, manufacturer)) {
                return image;
            }
        }
        throw ProblemException.badContent(
                "An image of type " + image.metadata().type().apiName()
                        + " belongs to the operating system, and no trusted silicon manufacturer signed this one.");
    }

    private static boolean isSignedBy(ImagePackage image, P256PublicKey manufacturer) {
        try {
            ImagePackage.verify(image.bytes(), manufacturer);
            return true;
        } catch (FormatException e) {
            // Another manufacturer's, or nobody's: the caller goes on to the next key and ends in a refusal.
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
