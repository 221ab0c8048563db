package dev.holdfast.gateway.support;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Certificate authority for tests, which also signs invalid certificates.
 *
 * @param name distinguished name: {@code CN=} and the common name
 * @param key key pair
 * @param certificate certificate of the authority
 */
public record Issuer(String name, KeyPair key, X509Certificate certificate) {
    private static final Duration LIFE = Duration.ofHours(24);
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Makes a self-signed authority. */
    public static Issuer root(String name, KeyPair key) {
        Instant now = Instant.now();
        return new Issuer(
                name,
                key,
                sign(name, key, name, key.getPublic(), now.minusSeconds(60), now.plus(LIFE), Profile.authority(2)));
    }

    /** Creates a subordinate authority with a path length constraint. */
    public Issuer authority(String subject, KeyPair subjectKey, int pathLength) {
        Instant now = Instant.now();
        return new Issuer(
                subject,
                subjectKey,
                sign(
                        name,
                        key,
                        subject,
                        subjectKey.getPublic(),
                        now.minusSeconds(60),
                        now.plus(LIFE),
                        Profile.authority(pathLength)));
    }

    /** Issues an end-entity certificate, valid from a minute ago for a day. */
    public X509Certificate issue(String subject, PublicKey subjectKey, String... usages) {
        Instant now = Instant.now();
        return issue(subject, subjectKey, now.minusSeconds(60), now.plus(LIFE), usages);
    }

    /** Issues an end-entity certificate with this validity. */
    public X509Certificate issue(String subject, PublicKey subjectKey, Instant from, Instant to, String... usages) {
        return sign(name, key, subject, subjectKey, from, to, Profile.endEntity(usages));
    }

    /** Creates a self-signed end-entity certificate, with which a chip says hello. */
    public static X509Certificate hello(String subject, KeyPair key, Instant from, Instant to) {
        return sign(subject, key, subject, key.getPublic(), from, to, Profile.endEntity());
    }

    /** Creates a certificate that names itself as issuer but is signed by another key. */
    public static X509Certificate forgedHello(String subject, KeyPair signer, PublicKey subjectKey) {
        Instant now = Instant.now();
        return sign(subject, signer, subject, subjectKey, now.minusSeconds(60), now.plus(LIFE), Profile.endEntity());
    }

    /** Extensions of a certificate. {@code pathLength} is unused for end entities. */
    private record Profile(boolean isAuthority, int pathLength, List<String> usages) {
        /** Returns the extensions of a CA. */
        static Profile authority(int pathLength) {
            return new Profile(true, pathLength, List.of());
        }

        static Profile endEntity(String... usages) {
            return new Profile(false, -1, List.of(usages));
        }
    }

    private static X509Certificate sign(
            String issuer, KeyPair signer, String subject, PublicKey key, Instant from, Instant to, Profile profile) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    distinguished(issuer),
                    new BigInteger(120, RANDOM),
                    Date.from(from),
                    Date.from(to),
                    distinguished(subject),
                    key);
            if (profile.isAuthority()) {
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(profile.pathLength()));
                builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
            } else {
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
                builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
                    new GeneralName(GeneralName.dNSName, "localhost"),
                    new GeneralName(GeneralName.iPAddress, "127.0.0.1")
                }));
            }
            if (!profile.usages().isEmpty()) {
                builder.addExtension(
                        Extension.extendedKeyUsage,
                        false,
                        new ExtendedKeyUsage(profile.usages().stream()
                                .map(oid -> KeyPurposeId.getInstance(new ASN1ObjectIdentifier(oid)))
                                .toArray(KeyPurposeId[]::new)));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder(algorithm(signer)).build(signer.getPrivate())));
        } catch (IOException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String algorithm(KeyPair signer) {
        if (!(signer.getPrivate() instanceof ECKey key)) {
            return "SHA256withRSA";
        }
        return key.getParams().getCurve().getField().getFieldSize() > 256 ? "SHA384withECDSA" : "SHA256withECDSA";
    }

    /** Encodes the name by hand: the library limits common names to X.520's 64 characters, but a device ID has 128. */
    private static X500Name distinguished(String name) {
        return new X500Name(new RDN[] {new RDN(BCStyle.CN, new DERUTF8String(name.substring("CN=".length())))});
    }
}
