package dev.holdfast.contract.format;

import com.authlete.cbor.CBORByteArray;
import com.authlete.cbor.CBORItem;
import com.authlete.cbor.CBORItemList;
import com.authlete.cbor.CBORPair;
import com.authlete.cbor.CBORPairList;
import com.authlete.cbor.CBORString;
import com.authlete.cose.COSEProtectedHeaderBuilder;
import com.authlete.cose.constants.COSEAlgorithms;
import dev.holdfast.contract.format.FormatException.Reason;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.id.SignatureBytes;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A COSE_Sign1 (RFC 9052 §4.2) with ES256 on P-256, the only algorithm in this package. Callers verify the signature
 * with {@link #isSignedBy} before they use the payload.
 *
 * @param signedHeader encoded protected header, as in the Sig_structure: no bytes if the header is empty
 * @param protectedHeaders decoded protected header
 * @param unprotectedHeaders decoded unprotected header, which the signature does not cover
 * @param payload signed content
 * @param signature R‖S, 64 bytes; not verified yet
 */
record CoseSign1(
        Blob signedHeader,
        CoseHeaders protectedHeaders,
        CoseHeaders unprotectedHeaders,
        Blob payload,
        SignatureBytes signature) {
    /** The first byte of a tagged COSE_Sign1: tag 18. */
    private static final byte TAG = (byte) 0xD2;

    private static final int PARTS = 4;
    private static final byte[] NOTHING = {};

    /** Signs in Holdfast's form: untagged, with only the algorithm and the key id, both in the protected header. */
    static byte[] sign(SignatureContext context, byte[] keyId, byte[] payload, MessageSigner signer) {
        return encode(ownHeader(keyId), context.externalData(), payload, signer);
    }

    /** Returns the protected header with only ES256 and a key id. */
    static byte[] ownHeader(byte[] keyId) {
        return new COSEProtectedHeaderBuilder()
                .alg(COSEAlgorithms.ES256)
                .kid(keyId)
                .build()
                .getValue();
    }

    /** Signs in the form of other profiles: tagged, with only the algorithm in the protected header. */
    static byte[] signTagged(byte[] payload, MessageSigner signer) {
        byte[] untagged = encode(
                new COSEProtectedHeaderBuilder()
                        .alg(COSEAlgorithms.ES256)
                        .build()
                        .getValue(),
                NOTHING,
                payload,
                signer);
        byte[] tagged = new byte[untagged.length + 1];
        tagged[0] = TAG;
        System.arraycopy(untagged, 0, tagged, 1, untagged.length);
        return tagged;
    }

    private static byte[] encode(byte[] header, byte[] externalData, byte[] payload, MessageSigner signer) {
        byte[] signature =
                signer.sign(toBeSigned(header, externalData, payload)).bytes();
        return DeterministicCbor.encode(new CBORItemList(
                new CBORByteArray(header),
                new CBORPairList(List.<CBORPair>of()),
                new CBORByteArray(payload),
                new CBORByteArray(signature)));
    }

    /** Reads a message in Holdfast's form, see {@link #sign}. */
    static CoseSign1 decode(byte[] message) throws FormatException {
        CoseSign1 decoded = parse(StrictCbor.decode(message));
        CoseHeaders headers = decoded.protectedHeaders();
        if (!decoded.unprotectedHeaders().isEmpty() || !headers.others().isEmpty()) {
            throw new FormatException(Reason.UNKNOWN, "a header has more than the algorithm and the key id");
        }
        if (headers.keyId().isEmpty()) {
            throw new FormatException(Reason.MISSING, "the protected header has no key id");
        }
        decoded.requireProtectedAlgorithm();
        if (!Arrays.equals(
                decoded.signedHeader().bytes(), ownHeader(decoded.keyId().bytes()))) {
            throw new FormatException(Reason.ENCODING, "the protected header is not deterministic CBOR");
        }
        return decoded;
    }

    /** Reads a message of another profile: tagged, with a protected algorithm. Ignores other header parameters. */
    static CoseSign1 decodeTagged(byte[] message) throws FormatException {
        if (message.length == 0 || message[0] != TAG) {
            throw new FormatException(Reason.MAGIC, "not a tagged COSE_Sign1");
        }
        return read(message).requireProtectedAlgorithm();
    }

    /** Reads any COSE_Sign1, tagged or not, with the algorithm in either header. */
    static CoseSign1 read(byte[] message) throws FormatException {
        boolean tagged = message.length > 0 && message[0] == TAG;
        return parse(StrictCbor.decodeInAnyOrder(tagged ? Arrays.copyOfRange(message, 1, message.length) : message));
    }

    private static CoseSign1 parse(CBORItem message) throws FormatException {
        List<? extends CBORItem> parts = StrictCbor.list(message, PARTS, "COSE_Sign1");
        CoseHeaders protectedHeaders = CoseHeaders.ofProtected(StrictCbor.bytes(parts.get(0), "protected header"));
        CoseHeaders unprotectedHeaders = CoseHeaders.of(parts.get(1), "unprotected header");
        if (!protectedHeaders.hasEs256() && !unprotectedHeaders.hasEs256()) {
            throw new FormatException(Reason.ALGORITHM, "no header names an algorithm");
        }
        Set<Long> twice = protectedHeaders.common(unprotectedHeaders);
        if (!twice.isEmpty()) {
            throw new FormatException(Reason.DUPLICATE, "both headers have entries " + twice);
        }
        byte[] signature = StrictCbor.bytes(parts.get(3), "signature");
        if (signature.length != SignatureBytes.LENGTH) {
            throw new FormatException(Reason.LENGTH, "the signature has " + signature.length + " bytes, expected 64");
        }
        return new CoseSign1(
                Blob.of(protectedHeaders.isEmpty() ? NOTHING : StrictCbor.bytes(parts.get(0), "protected header")),
                protectedHeaders,
                unprotectedHeaders,
                Blob.of(StrictCbor.bytes(parts.get(2), "payload")),
                SignatureBytes.of(signature));
    }

    private CoseSign1 requireProtectedAlgorithm() throws FormatException {
        if (!protectedHeaders.hasEs256()) {
            throw new FormatException(Reason.ALGORITHM, "the algorithm is not in a protected header");
        }
        return this;
    }

    /** Returns the protected key id of a message in Holdfast's form. */
    Blob keyId() {
        return protectedHeaders.keyId().orElseThrow();
    }

    /** Verifies a message of another profile, without external data. */
    boolean isSignedBy(P256PublicKey key) {
        return isSignedBy(key, NOTHING);
    }

    /** Verifies a message in Holdfast's form. The signature covers the name of the format as external data. */
    boolean isSignedBy(P256PublicKey key, SignatureContext context) {
        return isSignedBy(key, context.externalData());
    }

    boolean isSignedBy(P256PublicKey key, byte[] externalData) {
        return key.verifies(toBeSigned(signedHeader.bytes(), externalData, payload.bytes()), signature);
    }

    /** Encodes the Sig_structure (RFC 9052 §4.4). */
    private static byte[] toBeSigned(byte[] protectedHeader, byte[] externalData, byte[] payload) {
        return DeterministicCbor.encode(new CBORItemList(List.<CBORItem>of(
                new CBORString("Signature1"),
                new CBORByteArray(protectedHeader),
                new CBORByteArray(externalData),
                new CBORByteArray(payload))));
    }
}
