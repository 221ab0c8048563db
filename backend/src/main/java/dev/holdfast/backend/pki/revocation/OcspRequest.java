package dev.holdfast.backend.pki.revocation;

import dev.holdfast.contract.id.Blob;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.Req;
import org.jspecify.annotations.Nullable;

/**
 * OCSP request (RFC 6960 §4.1). Its signature is ignored, because everyone may ask.
 *
 * @param certificates requested certificates, at most {@value #MAX_CERTIFICATES}
 * @param nonce nonce to echo; null for none
 * @param question what decides the response: the encoded certificate IDs; null if the nonce does, too
 */
record OcspRequest(
        List<CertificateID> certificates,
        @Nullable Extension nonce,
        @Nullable Blob question) {
    /** Maximum length of a request in bytes. */
    static final int MAX_LENGTH = 4_096;

    private static final int MAX_CERTIFICATES = 10;
    /** Maximum length of a nonce in bytes (RFC 8954 §2.1). */
    private static final int MAX_NONCE = 32;

    /** Parses a request; empty when it is malformed, too long or asks for too many certificates. */
    static Optional<OcspRequest> read(byte[] encoded) {
        if (encoded.length == 0 || encoded.length > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            OCSPReq request = new OCSPReq(encoded);
            List<CertificateID> certificates =
                    Arrays.stream(request.getRequestList()).map(Req::getCertID).toList();
            Extension nonce = request.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
            return certificates.isEmpty() || certificates.size() > MAX_CERTIFICATES || !isGood(nonce)
                    ? Optional.empty()
                    : Optional.of(new OcspRequest(certificates, nonce, nonce == null ? encoded(certificates) : null));
        } catch (IOException | RuntimeException e) {
            // The parser throws many kinds of exceptions; all mean malformed.
            return Optional.empty();
        }
    }

    private static Blob encoded(List<CertificateID> certificates) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (CertificateID certificate : certificates) {
            all.writeBytes(certificate.toASN1Primitive().getEncoded(ASN1Encoding.DER));
        }
        return Blob.of(all.toByteArray());
    }

    private static boolean isGood(@Nullable Extension nonce) {
        if (nonce == null) {
            return true;
        }
        int length = ASN1OctetString.getInstance(nonce.getParsedValue()).getOctetsLength();
        return length > 0 && length <= MAX_NONCE;
    }
}
