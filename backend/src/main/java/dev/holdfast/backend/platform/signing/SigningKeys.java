package dev.holdfast.backend.platform.signing;

import java.util.UUID;

/** Replaceable keys by ID: those of the table {@code image_key} sign images of a catalog, those of {@code set_key} manifest sets. */
@FunctionalInterface
public interface SigningKeys {
    /** Returns the signer of a key. Blocks briefly. Fails if the key does not exist or was deleted. */
    KeySigner signer(UUID id);
}
