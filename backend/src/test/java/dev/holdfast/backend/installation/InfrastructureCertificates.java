package dev.holdfast.backend.installation;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Creates the certificates for connections between gateway and backend. Each is a PEM file with a key: {@code ca}, {@code backend}, {@code
 * gateway}, {@code stolen-gateway} and {@code brief-gateway}, which expires within an hour. Two are invalid: {@code expired-gateway}, and {@code foreign-gateway}, whose authority has the same
 * name as {@code ca} but another key.
 */
final class InfrastructureCertificates {
    private static final X500Name ISSUER = new X500Name("CN=test infrastructure CA");

    private InfrastructureCertificates() {}

    /** Writes a {@code .pem} file with the certificate and a {@code .key} file with the private key for each name. */
    static void writeTo(Path folder) throws IOException {
        try {
            KeyPair authority = pair();
            write(folder, "ca", authority, "test infrastructure CA", authority.getPrivate());
            write(folder, "backend", pair(), "backend", authority.getPrivate());
            write(folder, "gateway", pair(), "device-gateway", authority.getPrivate());
            write(folder, "stolen-gateway", pair(), "device-gateway", authority.getPrivate());
            write(folder, "foreign-gateway", pair(), "device-gateway", pair().getPrivate());
            Instant soon = Instant.now().plus(Duration.ofMinutes(50));
            write(folder, "brief-gateway", pair(), "device-gateway", authority.getPrivate(), soon);
            Instant yesterday = Instant.now().minus(Duration.ofDays(1));
            write(folder, "expired-gateway", pair(), "device-gateway", authority.getPrivate(), yesterday);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException(e);
        }
    }

    /** Writes a certificate that is valid for a day. {@code issuer} is the key that signs it. */
    private static void write(Path folder, String file, KeyPair pair, String name, PrivateKey issuer)
            throws IOException, OperatorCreationException {
        write(folder, file, pair, name, issuer, Instant.now().plus(Duration.ofDays(1)));
    }

    private static void write(Path folder, String file, KeyPair pair, String name, PrivateKey issuer, Instant expires)
            throws IOException, OperatorCreationException {
        Files.writeString(
                folder.resolve(file + ".pem"),
                pem("CERTIFICATE", certificate(pair.getPublic(), name, issuer, expires)));
        Files.writeString(
                folder.resolve(file + ".key"),
                pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    }

    /**
     * Returns a certificate for {@code localhost}, valid for a day until {@code expires}. A certificate with the issuer's own name is a CA
     * certificate.
     */
    private static byte[] certificate(PublicKey key, String name, PrivateKey issuer, Instant expires)
            throws IOException, OperatorCreationException {
        X500Name subject = new X500Name("CN=" + name);
        return new X509v3CertificateBuilder(
                        ISSUER,
                        BigInteger.valueOf(System.nanoTime()),
                        Date.from(expires.minus(Duration.ofDays(1)).minus(Duration.ofMinutes(5))),
                        Date.from(expires),
                        subject,
                        SubjectPublicKeyInfo.getInstance(key.getEncoded()))
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(subject.equals(ISSUER)))
                .addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")))
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuer))
                .getEncoded();
    }

    private static KeyPair pair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label
                + "-----\n";
    }
}
