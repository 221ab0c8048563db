package dev.holdfast.contract.format;

import com.authlete.cbor.CBORByteArray;
import com.authlete.cbor.CBORItem;
import com.authlete.cbor.CBORItemList;
import com.authlete.cbor.CBORPair;
import com.authlete.cbor.CBORPairList;
import com.authlete.cbor.CBORString;
import com.authlete.cose.COSEProtectedHeaderBuilder;
import com.authlete.cose.constants.COSEAlgorithms;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.id.SignatureBytes;
import java.util.List;

/**
 * An untagged COSE_Sign1 (RFC 9052 §4.2) with ES256 and a key id, both in the protected header, which holds nothing
 * else. The signature is checked with {@link #isSignedBy} before a caller looks at the payload.
 *
 * @param keyId names the signer's key
 */
record CoseSign1(Blob protectedHeader, Blob keyId, Blob payload, SignatureBytes signature) {
    private static final int PARTS = 4;
    private static final long HEADER_ALGORITHM = 1;
    private static final long HEADER_KEY_ID = 4;

    static byte[] sign(byte[] keyId, byte[] payload, MessageSigner signer) {
        byte[] header = new COSEProtectedHeaderBuilder()
                .alg(COSEAlgorithms.ES256)
                .kid(keyId)
                .build()
                .getValue();
        byte[] signature = signer.sign(toBeSigned(header, payload)).bytes();
        return new CBORItemList(
                        new CBORByteArray(header),
                        new CBORPairList(List.<CBORPair>of()),
                        new CBORByteArray(payload),
                        new CBORByteArray(signature))
                .encode();
    }

    static CoseSign1 decode(byte[] message) throws FormatException {
        List<? extends CBORItem> parts = StrictCbor.list(StrictCbor.decode(message), PARTS, "COSE_Sign1");
        byte[] header = StrictCbor.bytes(parts.get(0), "protected header");
        StrictCbor.map(parts.get(1), "unprotected header").end();
        StrictCbor.Fields fields = StrictCbor.map(StrictCbor.decode(header), "protected header");
        if (StrictCbor.integer(fields.take(HEADER_ALGORITHM), "algorithm") != COSEAlgorithms.ES256) {
            throw new FormatException("the algorithm is not ES256");
        }
        byte[] keyId = StrictCbor.bytes(fields.take(HEADER_KEY_ID), "key id");
        fields.end();
        byte[] payload = StrictCbor.bytes(parts.get(2), "payload");
        byte[] signature = StrictCbor.bytes(parts.get(3), "signature");
        if (signature.length != SignatureBytes.LENGTH) {
            throw new FormatException("the signature has " + signature.length + " bytes, expected 64");
        }
        return new CoseSign1(Blob.of(header), Blob.of(keyId), Blob.of(payload), SignatureBytes.of(signature));
    }

    boolean isSignedBy(P256PublicKey key) {
        return key.verifies(toBeSigned(protectedHeader.bytes(), payload.bytes()), signature);
    }

    /** Sig_structure of RFC 9052 §4.4. */
    private static byte[] toBeSigned(byte[] protectedHeader, byte[] payload) {
        return new CBORItemList(List.<CBORItem>of(
                        new CBORString("Signature1"),
                        new CBORByteArray(protectedHeader),
                        new CBORByteArray(new byte[0]),
                        new CBORByteArray(payload)))
                .encode();
    }
}
