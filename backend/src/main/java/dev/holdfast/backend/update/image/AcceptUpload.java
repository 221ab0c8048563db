package dev.holdfast.backend.update.image;

import dev.holdfast.backend.platform.signing.KeySigner;
import dev.holdfast.backend.platform.signing.SigningKeys;
import dev.holdfast.backend.update.content.ContentDigest;
import dev.holdfast.backend.update.content.ImageRefusal;
import dev.holdfast.backend.update.feed.ManufacturerSignatures;
import dev.holdfast.contract.format.ImageFile;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.MetadataSection;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Checks and signs uploaded images. Blocking; call it on a worker thread. */
@ApplicationScoped
class AcceptUpload {
    private final ManufacturerSignatures signatures;
    private final SigningKeys keys;

    AcceptUpload(ManufacturerSignatures signatures, SigningKeys keys) {
        this.signatures = signatures;
        this.keys = keys;
    }

    /** An image to store; {@code key} is the key that signed a customer's image, null for images of the operating system. */
    record Accepted(ImageFile image, @Nullable UUID key) {}

    /**
     * Returns the image to store. Operating system images keep their signature. A customer's image is signed for production and is no longer a
     * temporary image. Fails with {@code invalid-content}.
     *
     * @param digest value of the field {@code Content-Digest}, null when absent
     * @param revoked revoked manufacturers
     * @param key current image key of the catalog
     */
    Accepted accept(Path uploaded, @Nullable String digest, Set<String> revoked, UUID key) {
        ImageFile image = ManufacturerSignatures.parse(uploaded);
        ContentDigest.require(digest, image.contentDigest());
        if (!image.metadata().type().belongsToCustomer()) {
            return new Accepted(signatures.require(image, revoked), null);
        }
        return new Accepted(sign(image, keys.signer(key)), key);
    }

    /** Signs a customer's image. The signature can make it longer. */
    private static ImageFile sign(ImageFile image, KeySigner signer) {
        ImageFile signed;
        try {
            signed = image.sign(image.metadata().without(MetadataSection.Temporary.class), signer.publicKey(), signer);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the uploaded image", e);
        }
        if (signed.length() > ImagePackage.MAX_LENGTH) {
            throw ImageRefusal.TOO_LARGE_FOR_PART.problem("The image has " + signed.length()
                    + " bytes with its signature, at most " + ImagePackage.MAX_LENGTH + ".");
        }
        return signed;
    }
}
