package dev.holdfast.contract.format;

import com.authlete.cbor.CBORByteArray;
import com.authlete.cbor.CBORItem;
import com.authlete.cbor.CBORItemList;
import com.authlete.cbor.CBORPair;
import com.authlete.cbor.CBORPairList;
import com.authlete.cbor.CBORString;
import dev.holdfast.contract.format.FormatException.Reason;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.id.SignatureBytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A COSE_Sign (RFC 9052 §4.1) with one or two ES256 signatures by different keys. It is untagged, and the headers of the message are
 * empty. The protected header of each signature has only the algorithm and the key id, which is the SHA-256 of the key. Callers verify
 * a signature with {@link #isSignedBy} before they use the payload.
 *
 * @param payload signed content
 * @param signatures one or two signatures with different key ids; not verified yet
 */
record CoseSign(Blob payload, List<Signature> signatures) {
    private static final int MAX_SIGNATURES = 2;
    private static final int PARTS = 4;
    private static final int SIGNATURE_PARTS = 3;
    private static final byte[] NOTHING = {};

    record Signature(Blob keyId, SignatureBytes value) {}

    /** Signs with each signer in turn. */
    static byte[] sign(SignatureContext context, byte[] payload, List<ManifestSetFormat.Signer> signers) {
        List<CBORItem> signatures = new ArrayList<>();
        for (ManifestSetFormat.Signer signer : signers) {
            byte[] header = CoseSign1.ownHeader(keyId(signer.key()));
            byte[] signature =
                    signer.signer().sign(toBeSigned(header, context, payload)).bytes();
            signatures.add(new CBORItemList(new CBORByteArray(header), none(), new CBORByteArray(signature)));
        }
        return DeterministicCbor.encode(new CBORItemList(
                new CBORByteArray(NOTHING), none(), new CBORByteArray(payload), new CBORItemList(signatures)));
    }

    private static CBORPairList none() {
        return new CBORPairList(List.<CBORPair>of());
    }

    private static byte[] keyId(P256PublicKey key) {
        return Digest.sha256(key.bytes()).bytes();
    }

    /** Reads a message in the form that {@link #sign} writes. */
    static CoseSign decode(byte[] message) throws FormatException {
        List<? extends CBORItem> parts = StrictCbor.list(StrictCbor.decode(message), PARTS, "COSE_Sign");
        if (StrictCbor.bytes(parts.get(0), "protected header").length > 0) {
            throw new FormatException(Reason.UNKNOWN, "the protected header of the message is not empty");
        }
        requireNone(parts.get(1), "unprotected header");
        List<Signature> signatures = new ArrayList<>();
        for (CBORItem item : StrictCbor.list(parts.get(3), "signatures")) {
            signatures.add(signature(StrictCbor.list(item, SIGNATURE_PARTS, "signature")));
        }
        if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
            throw new FormatException(Reason.COUNT, signatures.size() + " signatures, expected one or two");
        }
        if (signatures.stream().map(Signature::keyId).distinct().count() < signatures.size()) {
            throw new FormatException(Reason.DUPLICATE, "two signatures have the same key id");
        }
        return new CoseSign(Blob.of(StrictCbor.bytes(parts.get(2), "payload")), List.copyOf(signatures));
    }

    private static Signature signature(List<? extends CBORItem> parts) throws FormatException {
        byte[] header = StrictCbor.bytes(parts.get(0), "protected header of a signature");
        requireNone(parts.get(1), "unprotected header of a signature");
        Blob keyId = CoseHeaders.ofProtected(header)
                .keyId()
                .orElseThrow(() -> new FormatException(Reason.MISSING, "a signature has no key id"));
        if (!Arrays.equals(header, CoseSign1.ownHeader(keyId.bytes()))) {
            throw new FormatException(
                    Reason.ENCODING, "the protected header of a signature has more than algorithm and key id");
        }
        byte[] value = StrictCbor.bytes(parts.get(2), "signature");
        if (value.length != SignatureBytes.LENGTH) {
            throw new FormatException(Reason.LENGTH, "a signature has " + value.length + " bytes, expected 64");
        }
        return new Signature(keyId, SignatureBytes.of(value));
    }

    private static void requireNone(CBORItem header, String what) throws FormatException {
        if (!StrictCbor.map(header, what).entries().isEmpty()) {
            throw new FormatException(Reason.UNKNOWN, what + " is not empty");
        }
    }

    /** Returns whether the signature with the id of {@code key} is valid. Ignores the other signature. */
    boolean isSignedBy(P256PublicKey key, SignatureContext context) {
        byte[] id = keyId(key);
        return signatures.stream()
                .filter(signature -> Arrays.equals(signature.keyId().bytes(), id))
                .anyMatch(signature ->
                        key.verifies(toBeSigned(CoseSign1.ownHeader(id), context, payload.bytes()), signature.value()));
    }

    /** Encodes the Sig_structure (RFC 9052 §4.4) of one signature. */
    private static byte[] toBeSigned(byte[] header, SignatureContext context, byte[] payload) {
        return DeterministicCbor.encode(new CBORItemList(List.<CBORItem>of(
                new CBORString("Signature"),
                new CBORByteArray(NOTHING),
                new CBORByteArray(header),
                new CBORByteArray(context.externalData()),
                new CBORByteArray(payload))));
    }
}
