package dev.holdfast.sim.agent;

import dev.holdfast.sim.hsm.KeyRole;
import dev.holdfast.sim.hsm.Pluton;
import dev.holdfast.sim.hsm.PlutonKey;
import dev.holdfast.sim.hsm.PlutonProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A device's certificate and key for TLS.
 *
 * @param chain leaf first, at least the leaf
 * @param key handle to the leaf's private key in Pluton
 */
public record DeviceIdentity(List<X509Certificate> chain, PlutonKey key) {
    /** End of certificates that do not expire (RFC 5280 §4.1.2.5). */
    private static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

    private static final int SERIAL_BITS = 127;
    private static final SecureRandom RANDOM = new SecureRandom();

    public DeviceIdentity {
        chain = List.copyOf(chain);
    }

    /**
     * Returns the hello identity: a self-signed certificate over the general key, with the device ID as its name. It is
     * always valid, because a device that has not attested does not know the time.
     */
    public static DeviceIdentity hello(Pluton pluton) {
        PlutonProvider.install();
        PlutonKey key = pluton.key(KeyRole.GENERAL);
        // Bouncy Castle limits common names to 64 characters; a device ID has 128, as in Azure Sphere.
        X500Principal name = new X500Principal("CN=" + pluton.deviceId().text());
        try {
            JcaX509v3CertificateBuilder certificate = new JcaX509v3CertificateBuilder(
                    name,
                    new BigInteger(SERIAL_BITS, RANDOM).add(BigInteger.ONE),
                    Date.from(Instant.EPOCH),
                    Date.from(NEVER),
                    name,
                    key.publicKey().toJca());
            certificate.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            certificate.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            certificate.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
            X509Certificate selfSigned = new JcaX509CertificateConverter()
                    .getCertificate(certificate.build(new JcaContentSignerBuilder("SHA256withECDSA")
                            .setProvider(PlutonProvider.NAME)
                            .build(key)));
            return new DeviceIdentity(List.of(selfSigned), key);
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("the hello certificate cannot be made", e);
        }
    }

    /**
     * Parses certificates without verification; see {@link Attestation}.
     *
     * @param pem leaf first
     */
    static List<X509Certificate> chain(String pem) throws CertificateException {
        List<X509Certificate> chain = new ArrayList<>();
        for (Certificate certificate : CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))) {
            chain.add((X509Certificate) certificate);
        }
        if (chain.isEmpty()) {
            throw new CertificateException("no certificate");
        }
        return chain;
    }

    public X509Certificate leaf() {
        return chain.getFirst();
    }
}
