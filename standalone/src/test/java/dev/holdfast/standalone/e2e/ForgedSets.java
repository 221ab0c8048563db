package dev.holdfast.standalone.e2e;

import com.authlete.cbor.CBORByteArray;
import com.authlete.cbor.CBORDecoder;
import com.authlete.cbor.CBORInteger;
import com.authlete.cbor.CBORItem;
import com.authlete.cbor.CBORItemList;
import com.authlete.cbor.CBORPair;
import com.authlete.cbor.CBORPairList;
import com.authlete.cbor.CBORString;
import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.format.ManifestSetFormat;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.P256PublicKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

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

    /** Returns the set for the audience of a rollout (label 8), with the signature of the set key. */
    Blob forRollout() throws IOException {
        List<? extends CBORItem> message = items(new CBORDecoder(correct().bytes()).next());
        List<? extends CBORItem> signature = items(items(message.get(3)).getFirst());
        CBORPairList claims = (CBORPairList) new CBORDecoder(bytes(message.get(2))).next();
        List<CBORPair> widened = new ArrayList<>(claims.getPairs());
        widened.add(
                widened.size() - 1, new CBORPair(new CBORInteger(8), new CBORItemList(new CBORString("all devices"))));
        CBORByteArray payload = new CBORByteArray(new CBORPairList(widened).encode());
        CBORByteArray nothing = new CBORByteArray(new byte[0]);
        byte[] signed = new CBORItemList(
                        new CBORString("Signature"),
                        nothing,
                        signature.getFirst(),
                        new CBORByteArray("holdfast/manifest-set".getBytes(StandardCharsets.US_ASCII)),
                        payload)
                .encode();
        CBORItemList forged = new CBORItemList(
                signature.getFirst(),
                signature.get(1),
                new CBORByteArray(setKey.sign(signed).bytes()));
        return Blob.of(
                new CBORItemList(message.getFirst(), message.get(1), payload, new CBORItemList(forged)).encode());
    }

    private static List<? extends CBORItem> items(CBORItem list) {
        return ((CBORItemList) list).getItems();
    }

    private static byte[] bytes(CBORItem string) {
        return ((CBORByteArray) string).getValue();
    }
}
