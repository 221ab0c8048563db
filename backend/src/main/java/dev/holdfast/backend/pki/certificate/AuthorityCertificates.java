package dev.holdfast.backend.pki.certificate;

import dev.holdfast.backend.pki.key.HandleSigner;
import dev.holdfast.backend.pki.key.KeyIdentifiers;
import dev.holdfast.backend.pki.key.PrivateKeyHandle;
import dev.holdfast.contract.device.InternalApi;
import java.io.UncheckedIOException;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;

/**
 * Creates the certificates of the root, the policy authority and the catalogs' authorities, with the extensions that RFC 5280 §4.2
 * requires. Also creates proofs of possession, and certificates that carry keys in PKCS#12.
 */
public final class AuthorityCertificates {
    /** Certificates are valid from this long before they are issued, for verifiers whose clocks are slow. */
    public static final Duration BACKDATE = Duration.ofMinutes(5);

    private static final int ROOT_YEARS = 25;
    private static final int POLICY_YEARS = 12;
    private static final int CATALOG_YEARS = 2;
    private static final int DAYS_OF_YEAR = 365;
    private static final KeyUsage SIGNS_CERTIFICATES = new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign);

    private final SerialNumbers serialNumbers = new SerialNumbers();
    private final Optional<RevocationAddresses> addresses;

    /** Creates certificates without revocation addresses. */
    public AuthorityCertificates() {
        this(Optional.empty());
    }

    /**
     * Creates certificates of catalogs' authorities with revocation addresses. Root and policy certificates have none, because they exist
     * before any address is known.
     */
    public AuthorityCertificates(Optional<RevocationAddresses> addresses) {
        this.addresses = addresses;
    }

    /** Creates the self-signed root of an installation: P-384, 25 years. */
    public CertificateAuthority root(PrivateKeyHandle key, Instant now) {
        X500Name name = name("Holdfast Root");
        X509v3CertificateBuilder builder = builder(name, name, key, now, ROOT_YEARS, 2);
        return CertificateAuthority.root(key, builder.build(new HandleSigner(key)));
    }

    /** Creates the policy authority below a root: P-384, 12 years, path length limited to catalogs' authorities. */
    public CertificateAuthority policy(CertificateAuthority root, PrivateKeyHandle key, Instant now) {
        X509v3CertificateBuilder certificate = below(root, name("Holdfast Policy CA"), key, now, POLICY_YEARS, 1);
        return CertificateAuthority.below(root, key, certificate.build(new HandleSigner(root.key())));
    }

    /** Creates an authority of a catalog: P-256, two years, certifies no authorities. */
    public CertificateAuthority catalog(CertificateAuthority policy, UUID catalog, PrivateKeyHandle key, Instant now) {
        X509v3CertificateBuilder certificate =
                below(policy, name(InternalApi.AUTHORITY_NAME + catalog), key, now, CATALOG_YEARS, 0);
        addresses.ifPresent(urls -> urls.extend(certificate, RevocationAddresses.POLICY));
        return CertificateAuthority.below(policy, key, certificate.build(new HandleSigner(policy.key())));
    }

    /** Returns a proof of possession: a certificate that the authority signs for a name that a relying party chose. */
    public X509CertificateHolder proof(
            CertificateAuthority authority, String name, PublicKey key, Instant now, Instant notAfter) {
        SubjectPublicKeyInfo subject = SubjectPublicKeyInfo.getInstance(key.getEncoded());
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                authority.name(),
                serialNumbers.next(),
                Date.from(now.minus(BACKDATE)),
                Date.from(notAfter),
                new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, name).build(),
                subject);
        extend(builder, Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        extend(builder, Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
        extend(builder, Extension.subjectKeyIdentifier, false, new DEROctetString(KeyIdentifiers.of(subject)));
        return extend(builder, Extension.authorityKeyIdentifier, false, authority.keyIdentifier())
                .build(new HandleSigner(authority.key()));
    }

    /** Returns a self-signed certificate that lets PKCS#12 store a private key. */
    public X509CertificateHolder carrier(PrivateKeyHandle key, String commonName, Instant now) {
        X500Name name = name(commonName);
        return new X509v3CertificateBuilder(
                        name,
                        serialNumbers.next(),
                        Date.from(now.minus(BACKDATE)),
                        Date.from(now.plus(days(ROOT_YEARS))),
                        name,
                        keyOf(key))
                .build(new HandleSigner(key));
    }

    private X509v3CertificateBuilder below(
            CertificateAuthority issuer,
            X500Name subject,
            PrivateKeyHandle key,
            Instant now,
            int years,
            int pathLength) {
        X509v3CertificateBuilder builder = builder(issuer.name(), subject, key, now, years, pathLength);
        return extend(builder, Extension.authorityKeyIdentifier, false, issuer.keyIdentifier());
    }

    private X509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, PrivateKeyHandle key, Instant now, int years, int pathLength) {
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                issuer,
                serialNumbers.next(),
                Date.from(now.minus(BACKDATE)),
                Date.from(now.plus(days(years))),
                subject,
                keyOf(key));
        extend(builder, Extension.basicConstraints, true, new BasicConstraints(pathLength));
        extend(builder, Extension.keyUsage, true, SIGNS_CERTIFICATES);
        return extend(
                builder, Extension.subjectKeyIdentifier, false, new DEROctetString(KeyIdentifiers.of(keyOf(key))));
    }

    public static X509v3CertificateBuilder extend(
            X509v3CertificateBuilder builder, ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {
        try {
            return builder.addExtension(id, critical, value);
        } catch (CertIOException e) {
            throw new UncheckedIOException("cannot encode a certificate extension", e);
        }
    }

    private static SubjectPublicKeyInfo keyOf(PrivateKeyHandle key) {
        return SubjectPublicKeyInfo.getInstance(key.publicKey().getEncoded());
    }

    private static Duration days(int years) {
        return Duration.of((long) years * DAYS_OF_YEAR, ChronoUnit.DAYS);
    }

    private static X500Name name(String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, "Holdfast")
                .addRDN(BCStyle.CN, commonName)
                .build();
    }
}
