package dev.holdfast.standalone.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.contract.format.Audience;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.format.ManifestSetFormat;
import dev.holdfast.contract.format.RolloutAudience;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.P256PublicKey;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Manifest sets that are one version newer than a device's own set, signed with keys of the installation. */
final class ForgedSets {
    private final ManifestSet newer;
    private final VaultKey setKey;
    private final VaultKey imageKey;

    /**
     * @param own signed set of the device, which names one image key
     */
    ForgedSets(Stack stack, Blob own) throws IOException, GeneralSecurityException, FormatException {
        JsonNode setKeys = stack.as("admin").get("trust").get("setKeys");
        setKey = VaultKey.of(
                stack, P256PublicKey.parse(setKeys.get(setKeys.size() - 1).asText()));
        ManifestSet set = ManifestSetFormat.verify(own.bytes(), setKey.publicKey());
        imageKey = VaultKey.of(stack, set.imageKeys().getFirst());
        newer = new ManifestSet(
                set.audience(), set.version() + 1, set.issuedAt(), set.expiresAt(), set.images(), set.imageKeys());
    }

    List<ManifestSet.Entry> entries() {
        return newer.images();
    }

    /** Returns the set with its correct signature. */
    Blob correct() {
        return Blob.of(ManifestSetFormat.sign(newer, setKey.publicKey(), setKey::sign));
    }

    /**
     * Returns the set with a signature by the catalog's image key, as an attacker gets it for an image whose signed bytes are those of a
     * set.
     *
     * @param named whether the signature names the image key. Otherwise it names the set key
     */
    Blob signedAsImage(boolean named) {
        P256PublicKey key = named ? imageKey.publicKey() : setKey.publicKey();
        return Blob.of(ManifestSetFormat.sign(newer, key, imageKey::sign));
    }

    /** Returns the devices that the sets are for. */
    Audience audience() {
        return newer.audience();
    }

    /** Returns the set for devices that a rollout has opened, with the signature of the set key. */
    Blob ofRollout(RolloutAudience opened) {
        return ofRollout(opened, newer.expiresAt());
    }

    /** Returns the set for devices that a rollout has opened, with another expiry and the signature of the set key. */
    Blob ofRollout(RolloutAudience opened, Instant expiresAt) {
        ManifestSet set = new ManifestSet(
                newer.audience(),
                newer.version(),
                newer.issuedAt(),
                expiresAt,
                newer.images(),
                newer.imageKeys(),
                Optional.of(opened));
        return Blob.of(ManifestSetFormat.sign(set, setKey.publicKey(), setKey::sign));
    }
}
