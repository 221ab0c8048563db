package dev.holdfast.backend.pki.issuing;

import dev.holdfast.backend.pki.authority.CatalogAuthority;
import dev.holdfast.backend.pki.certificate.AuthorityCertificates;
import dev.holdfast.backend.pki.certificate.CertificateAuthority;
import dev.holdfast.backend.pki.certificate.Pem;
import dev.holdfast.backend.pki.certificate.RevocationAddresses;
import dev.holdfast.backend.pki.certificate.SerialNumbers;
import dev.holdfast.backend.pki.key.HandleSigner;
import dev.holdfast.backend.pki.key.KeyIdentifiers;
import dev.holdfast.backend.pki.key.KeyUnavailableException;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.P256PublicKey;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Issues device certificates, valid for 24 hours unless the catalog sets another lifetime. The subject is the device ID as common name. A
 * device ID has 128 characters, more than the 64 that X.520 permits. Azure Sphere does the same, and relying parties expect it.
 *
 * <p>A certificate costs two hashes and one P-256 signature. Issuing does not block if the vault's keys are in memory.
 */
@Singleton
public class IssueCertificates {
    private static final byte UNCOMPRESSED = 4;
    private static final AlgorithmIdentifier ON_P256 =
            new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, X9ObjectIdentifiers.prime256v1);
    private static final KeyUsage SIGNS_HANDSHAKES = new KeyUsage(KeyUsage.digitalSignature);

    private final SerialNumbers serialNumbers = new SerialNumbers();
    private final InstantSource clock;
    private final Optional<RevocationAddresses> addresses;

    /** Issues certificates without revocation addresses. */
    public IssueCertificates(InstantSource clock) {
        this(clock, Optional.empty());
    }

    /**
     * Issues certificates that start five minutes before {@code clock}'s time.
     *
     * @param publicAddress public base URL for revocation checks; empty to leave them out
     */
    @Inject
    public IssueCertificates(
            InstantSource clock,
            @ConfigProperty(name = "holdfast.revocation.public-url") Optional<String> publicAddress) {
        this.clock = clock;
        this.addresses = RevocationAddresses.under(publicAddress);
    }

    /**
     * Issues one certificate.
     *
     * @param signing active authority of the device's catalog
     * @param device subject
     * @param key public key from evidence that was appraised
     * @param use purpose
     * @throws IllegalArgumentException when {@code key} is not a point of P-256
     * @throws KeyUnavailableException when the authority has expired or its key cannot be reached
     */
    public IssuedCertificate issue(CatalogAuthority signing, DeviceId device, P256PublicKey key, CertificateUse use) {
        return issue(signing, device, key, use, Instant.MAX);
    }

    /**
     * Issues one certificate that ends at {@code until} or after its usual lifetime, whichever is earlier.
     *
     * @see #issue(CatalogAuthority, DeviceId, P256PublicKey, CertificateUse)
     */
    public IssuedCertificate issue(
            CatalogAuthority signing, DeviceId device, P256PublicKey key, CertificateUse use, Instant until) {
        CertificateAuthority authority = signing.authority();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant usual = now.plus(signing.leafLifetime());
        Validity validity = new Validity(
                now.minus(AuthorityCertificates.BACKDATE),
                usual.isBefore(until) ? usual : until.truncatedTo(ChronoUnit.SECONDS));
        if (validity.notAfter().isAfter(authority.notAfter())) {
            throw new KeyUnavailableException("the certificate of " + authority.subject() + " ends "
                    + authority.notAfter() + ", before the device certificate would end; renew the authority");
        }
        SubjectPublicKeyInfo subjectKey = subjectKey(key);
        X509v3CertificateBuilder leaf = new X509v3CertificateBuilder(
                authority.name(),
                serialNumbers.next(),
                validity.begin(),
                validity.end(),
                new X500Name(new RDN[] {new RDN(BCStyle.CN, new DERUTF8String(device.text()))}),
                subjectKey);
        extend(leaf, authority, subjectKey, use);
        addresses.ifPresent(urls -> urls.extend(leaf, signing.id().toString()));
        X509CertificateHolder certificate = leaf.build(new HandleSigner(authority.key()));
        return new IssuedCertificate(
                use,
                signing.generation(),
                certificate.getSerialNumber(),
                validity.notBefore(),
                validity.notAfter(),
                Pem.certificate(certificate) + authority.chainWithoutRoot());
    }

    /** Encodes a key as named curve and uncompressed point (RFC 5480 §2). */
    private static SubjectPublicKeyInfo subjectKey(P256PublicKey key) {
        key.requireOnCurve();
        byte[] point = new byte[1 + P256PublicKey.LENGTH];
        point[0] = UNCOMPRESSED;
        System.arraycopy(key.bytes(), 0, point, 1, P256PublicKey.LENGTH);
        return new SubjectPublicKeyInfo(ON_P256, point);
    }

    private static void extend(
            X509v3CertificateBuilder leaf,
            CertificateAuthority authority,
            SubjectPublicKeyInfo subjectKey,
            CertificateUse use) {
        AuthorityCertificates.extend(leaf, Extension.keyUsage, true, SIGNS_HANDSHAKES);
        AuthorityCertificates.extend(leaf, Extension.extendedKeyUsage, false, use.extendedKeyUsage());
        AuthorityCertificates.extend(
                leaf, Extension.subjectKeyIdentifier, false, new DEROctetString(KeyIdentifiers.of(subjectKey)));
        AuthorityCertificates.extend(leaf, Extension.authorityKeyIdentifier, false, authority.keyIdentifier());
    }
}
