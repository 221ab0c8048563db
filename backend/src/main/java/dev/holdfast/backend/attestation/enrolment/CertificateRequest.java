package dev.holdfast.backend.attestation.enrolment;

import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.P256PublicKey;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/**
 * What a device asks with (PKCS#10, RFC 2986), once it holds: the key that it names signed it. Nothing but that key is taken from it; name,
 * usages and lifetime of a certificate are the issuer's. Costs one P-256 verification.
 *
 * @param key whose possession it proves
 * @param subject what it would like to be called: of no account to an issuer that knows better
 */
record CertificateRequest(P256PublicKey key, X500Name subject) {
    private static final int UNCOMPRESSED = 4;

    /**
     * Reads a request of a device.
     *
     * @param encoded DER
     * @throws MalformedRequestException says what is wrong, to whoever made it
     */
    static CertificateRequest read(byte[] encoded) throws MalformedRequestException {
        if (encoded.length > DeviceProtocol.MAX_CERTIFICATE_REQUEST) {
            throw new MalformedRequestException("A certificate request has at most "
                    + DeviceProtocol.MAX_CERTIFICATE_REQUEST + " bytes; this one has " + encoded.length + ".");
        }
        try {
            PKCS10CertificationRequest request = new PKCS10CertificationRequest(encoded);
            P256PublicKey key = key(request.getSubjectPublicKeyInfo());
            requireNothingElse(request);
            requireSignature(request.toASN1Structure(), key);
            return new CertificateRequest(key, request.getSubject());
        } catch (IOException | IllegalArgumentException | IllegalStateException | ClassCastException e) {
            // The library reads late, and complains in many ways.
            throw new MalformedRequestException("The body is not a certificate request (PKCS#10, DER).");
        }
    }

    private static P256PublicKey key(SubjectPublicKeyInfo info) throws MalformedRequestException {
        AlgorithmIdentifier algorithm = info.getAlgorithm();
        byte[] point = info.getPublicKeyData().getOctets();
        if (!algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)
                || !X9ObjectIdentifiers.prime256v1.equals(algorithm.getParameters())
                || point.length != 1 + P256PublicKey.LENGTH
                || point[0] != UNCOMPRESSED) {
            throw new MalformedRequestException("The request's key must be on P-256 (prime256v1), uncompressed.");
        }
        P256PublicKey key = P256PublicKey.of(Arrays.copyOfRange(point, 1, point.length));
        try {
            key.toJca();
        } catch (IllegalArgumentException e) {
            throw new MalformedRequestException("The request's key is no point of P-256.");
        }
        return key;
    }

    /**
     * Fails unless it could be for the certificate that a device shows: renewal changes no name (RFC 7030 §4.2.2). No name at all
     * will do, since some tools cannot write one of 128 characters.
     */
    void requireNameOf(DeviceId device) throws MalformedRequestException {
        RDN[] names = subject.getRDNs();
        if (names.length == 0) {
            return;
        }
        AttributeTypeAndValue name = names[0].getFirst();
        if (names.length > 1
                || names[0].isMultiValued()
                || !name.getType().equals(BCStyle.CN)
                || !(name.getValue() instanceof ASN1String text)
                || !text.getString().equalsIgnoreCase(device.text())) {
            throw new MalformedRequestException(
                    "To renew a certificate, the request's subject must be the certificate's, or empty.");
        }
    }

    /** What would not be in the certificate, and would be missed there (RFC 7030 §4.2.2), or cannot be checked (§3.5). */
    private static void requireNothingElse(PKCS10CertificationRequest request) throws MalformedRequestException {
        for (Attribute attribute : request.getAttributes()) {
            if (attribute.getAttrType().equals(PKCSObjectIdentifiers.pkcs_9_at_challengePassword)) {
                throw new MalformedRequestException("The request has a challenge password, which is not asked for: what"
                        + " ties the key to the device is its evidence.");
            }
        }
        Extensions extensions = request.getRequestedExtensions();
        if (extensions != null) {
            WishedExtensions.check(extensions);
        }
    }

    private static void requireSignature(CertificationRequest request, P256PublicKey key)
            throws MalformedRequestException, IOException {
        AlgorithmIdentifier algorithm = request.getSignatureAlgorithm();
        if (!algorithm.getAlgorithm().equals(X9ObjectIdentifiers.ecdsa_with_SHA256)
                || algorithm.getParameters() != null) {
            throw new MalformedRequestException("The request must be signed with ecdsa-with-SHA256.");
        }
        if (!isSigned(request, key)) {
            throw new MalformedRequestException(
                    "The request's signature does not hold: sign it with the key it names.");
        }
    }

    private static boolean isSigned(CertificationRequest request, P256PublicKey key) throws IOException {
        try {
            Signature ecdsa = Signature.getInstance("SHA256withECDSA");
            ecdsa.initVerify(key.toJca());
            ecdsa.update(request.getCertificationRequestInfo().getEncoded(ASN1Encoding.DER));
            return ecdsa.verify(request.getSignature().getOctets());
        } catch (SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("this Java platform lacks ECDSA", e);
        }
    }
}
