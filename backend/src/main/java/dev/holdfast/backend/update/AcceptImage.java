package dev.holdfast.backend.update;

import dev.holdfast.backend.platform.signing.ImageSigner;
import dev.holdfast.backend.update.feed.MakerSignatures;
import dev.holdfast.contract.format.ImageMetadata;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.MetadataSection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/**
 * Decides about an uploaded package. One of the operating system must be signed by a trusted maker and stays as it is; a
 * customer's is signed for production with the installation's image key, whoever signed it before. Signs, so call it
 * on a worker thread.
 */
@ApplicationScoped
class AcceptImage {
    private final MakerSignatures makers;
    private final ImageSigner signer;

    AcceptImage(MakerSignatures makers, ImageSigner signer) {
        this.makers = makers;
        this.signer = signer;
    }

    /**
     * Returns the package as devices will get it; fails with {@code invalid-content}.
     *
     * @param revoked names of makers whose word counts no longer
     */
    ImagePackage accept(byte[] uploaded, Set<String> revoked) {
        ImagePackage image = MakerSignatures.parse(uploaded);
        return image.metadata().type().belongsToCustomer() ? forProduction(image) : makers.require(image, revoked);
    }

    /** Signs a developer's build for production: what is deployed is no longer a temporary image. */
    private ImagePackage forProduction(ImagePackage image) {
        ImageMetadata metadata = image.metadata().without(MetadataSection.Temporary.class);
        return ImagePackage.sign(image.body(), metadata, signer.publicKey(), signer);
    }
}
