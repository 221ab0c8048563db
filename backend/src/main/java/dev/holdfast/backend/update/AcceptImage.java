package dev.holdfast.backend.update;

import dev.holdfast.backend.fleet.MakerKeys;
import dev.holdfast.backend.platform.problem.PlainText;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.signing.ImageSigner;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ImageMetadata;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.MetadataSection;
import dev.holdfast.contract.id.P256PublicKey;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Decides about an uploaded package. One of the operating system must be signed by a trusted maker and stays as it is; a
 * customer's is signed for production with the installation's image key, whoever signed it before. Signs, so call it
 * on a worker thread.
 */
@ApplicationScoped
class AcceptImage {
    private final MakerKeys makers;
    private final ImageSigner signer;

    AcceptImage(MakerKeys makers, ImageSigner signer) {
        this.makers = makers;
        this.signer = signer;
    }

    /** Returns the package as devices will get it; fails with {@code invalid-content}. */
    ImagePackage accept(byte[] uploaded) {
        ImagePackage image = parse(uploaded);
        ImageType type = image.metadata().type();
        if (type == ImageType.INVALID) {
            throw ProblemException.badContent("The image has no type.");
        }
        if (!PlainText.isLine(image.metadata().name())) {
            throw ProblemException.badContent("The image's name is not plain: a name " + PlainText.RULE + ".");
        }
        return type.belongsToCustomer() ? forProduction(image) : requireMaker(image);
    }

    /** Signs a developer's build for production: what is deployed is no longer a temporary image. */
    private ImagePackage forProduction(ImagePackage image) {
        ImageMetadata metadata = image.metadata().without(MetadataSection.Temporary.class);
        return ImagePackage.sign(image.body(), metadata, signer.publicKey(), signer);
    }

    private ImagePackage requireMaker(ImagePackage image) {
        for (P256PublicKey maker : makers.operatingSystem()) {
            if (isSignedBy(image, maker)) {
                return image;
            }
        }
        throw ProblemException.badContent(
                "An image of type " + image.metadata().type().apiName()
                        + " belongs to the operating system, and no trusted silicon maker signed this one.");
    }

    private static boolean isSignedBy(ImagePackage image, P256PublicKey maker) {
        try {
            ImagePackage.verify(image.bytes(), maker);
            return true;
        } catch (FormatException e) {
            // Another maker's, or nobody's: the caller goes on to the next key and ends in a refusal.
            return false;
        }
    }

    private static ImagePackage parse(byte[] uploaded) {
        try {
            return ImagePackage.parse(uploaded);
        } catch (FormatException e) {
            throw ProblemException.badContent("This is not an image package: " + e.getMessage() + ".");
        }
    }
}
