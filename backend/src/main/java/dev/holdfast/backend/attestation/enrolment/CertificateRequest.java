package dev.holdfast.backend.attestation.enrolment;

import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.problem.ProblemType;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.jspecify.annotations.Nullable;

/**
 * A verified certificate request (PKCS#10, RFC 2986), signed by the key that it names. The certificate gets only the key from it: the
 * issuer decides name, usages and lifetime. Reading one costs one P-256 verification.
 *
 * @param subject requested name
 */
record CertificateRequest(P256PublicKey key, X500Name subject) {
    private static final int UNCOMPRESSED = 4;
    private static final Set<ASN1ObjectIdentifier> PURPOSES = Set.of(
            KeyPurposeId.id_kp_clientAuth.toOID(),
            new ASN1ObjectIdentifier(DeviceProtocol.CUSTOMER_USAGE),
            new ASN1ObjectIdentifier(DeviceProtocol.UPDATE_USAGE));

    /**
     * Reads and verifies a request.
     *
     * @param encoded DER
     * @throws ProblemException {@code invalid-request}; the detail says what is wrong
     */
    static CertificateRequest read(byte[] encoded) {
        if (encoded.length > DeviceProtocol.MAX_CERTIFICATE_REQUEST) {
            throw malformed("A certificate request can have at most " + DeviceProtocol.MAX_CERTIFICATE_REQUEST
                    + " bytes; this one has " + encoded.length + ".");
        }
        try {
            PKCS10CertificationRequest request = new PKCS10CertificationRequest(encoded);
            P256PublicKey key = key(request.getSubjectPublicKeyInfo());
            requireNothingElse(request);
            requireSignature(request.toASN1Structure(), key);
            return new CertificateRequest(key, request.getSubject());
        } catch (IOException | IllegalArgumentException | IllegalStateException | ClassCastException e) {
            // The library parses lazily and throws many exception types.
            throw malformed("The body is not a certificate request (PKCS#10, DER).");
        }
    }

    private static P256PublicKey key(SubjectPublicKeyInfo info) {
        AlgorithmIdentifier algorithm = info.getAlgorithm();
        byte[] point = info.getPublicKeyData().getOctets();
        if (!algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)
                || !X9ObjectIdentifiers.prime256v1.equals(algorithm.getParameters())
                || point.length != 1 + P256PublicKey.LENGTH
                || point[0] != UNCOMPRESSED) {
            throw malformed("The request's key must be on P-256 (prime256v1), uncompressed.");
        }
        P256PublicKey key = P256PublicKey.of(Arrays.copyOfRange(point, 1, point.length));
        try {
            key.toJca();
        } catch (IllegalArgumentException e) {
            throw malformed("The request's key is not a point on P-256.");
        }
        return key;
    }

    /**
     * Requires the subject of the renewed certificate: renewal changes no name (RFC 7030 §4.2.2). An empty subject is accepted, because some
     * tools cannot write a name of 128 characters.
     */
    void requireNameOf(DeviceId device) {
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
            throw malformed("To renew a certificate, the request's subject must be the certificate's, or empty.");
        }
    }

    /** Rejects attributes and extensions that the certificate would not have (RFC 7030 §4.2.2) or that cannot be checked (§3.5). */
    private static void requireNothingElse(PKCS10CertificationRequest request) {
        for (Attribute attribute : request.getAttributes()) {
            if (attribute.getAttrType().equals(PKCSObjectIdentifiers.pkcs_9_at_challengePassword)) {
                throw malformed("The request has a challenge password, which is not supported: evidence"
                        + " ties the key to the device.");
            }
        }
        Extensions extensions = request.getRequestedExtensions();
        if (extensions != null) {
            requireNoOther(extensions);
        }
    }

    private static void requireSignature(CertificationRequest request, P256PublicKey key) throws IOException {
        AlgorithmIdentifier algorithm = request.getSignatureAlgorithm();
        if (!algorithm.getAlgorithm().equals(X9ObjectIdentifiers.ecdsa_with_SHA256)
                || algorithm.getParameters() != null) {
            throw malformed("The request must be signed with ecdsa-with-SHA256.");
        }
        if (!isSigned(request, key)) {
            throw malformed("The request's signature is invalid. Sign it with the key that it names.");
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

    /** Rejects extensions that the issuer would not grant, instead of dropping them (RFC 7030 §4.2.2). Accepts those of device certificates. */
    private static void requireNoOther(Extensions requested) {
        if (requested.getExtension(Extension.subjectAlternativeName) != null) {
            throw malformed("The request contains alternative names. Device certificates have none.");
        }
        BasicConstraints constraints = BasicConstraints.fromExtensions(requested);
        if (constraints != null && constraints.isCA()) {
            throw malformed("The request is for a CA certificate (CA=true). Devices cannot have one.");
        }
        KeyUsage usage = KeyUsage.fromExtensions(requested);
        if (usage != null && !usage.equals(new KeyUsage(KeyUsage.digitalSignature))) {
            throw malformed("The request contains key usages other than digitalSignature. Device keys have no other.");
        }
        requirePurposes(ExtendedKeyUsage.fromExtensions(requested));
    }

    private static void requirePurposes(@Nullable ExtendedKeyUsage purposes) {
        if (purposes == null) {
            return;
        }
        String others = Arrays.stream(purposes.getUsages())
                .map(KeyPurposeId::toOID)
                .filter(purpose -> !PURPOSES.contains(purpose))
                .map(purpose -> purpose.equals(KeyPurposeId.id_kp_serverAuth.toOID()) ? "serverAuth" : purpose.getId())
                .collect(Collectors.joining(", "));
        if (!others.isEmpty()) {
            throw malformed("The request contains the extended key usage " + others
                    + ". Device certificates are for clientAuth.");
        }
    }

    private static ProblemException malformed(String sentence) {
        return ProblemException.of(ProblemType.INVALID_REQUEST, sentence);
    }
}
