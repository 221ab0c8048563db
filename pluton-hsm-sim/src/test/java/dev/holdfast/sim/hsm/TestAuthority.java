package dev.holdfast.sim.hsm;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority for one test. It issues client certificates and the certificate of a TLS server. */
final class TestAuthority {
    private static final X500Principal NAME = new X500Principal("CN=authority");

    private final KeyPair keys;
    private final X509Certificate root;

    TestAuthority() throws Exception {
        keys = keyPair();
        root = issue(NAME, keys.getPublic(), true);
    }

    /** Issues a certificate with the common name {@code name}. Returns it with the root. */
    X509Certificate[] issue(String name, PublicKey key) throws Exception {
        return new X509Certificate[] {issue(new X500Principal("CN=" + name), key, false), root};
    }

    TrustManagerFactory trust() throws Exception {
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        anchors.setCertificateEntry("root", root);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(anchors);
        return trust;
    }

    /** Returns the TLS context of a server that trusts clients of this authority. */
    SSLContext serverContext() throws Exception {
        KeyPair server = keyPair();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", server.getPrivate(), new char[0], issue("localhost", server.getPublic()));
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX");
        keyManagers.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(keyManagers.getKeyManagers(), trust().getTrustManagers(), null);
        return context;
    }

    private X509Certificate issue(X500Principal subject, PublicKey key, boolean authority) throws Exception {
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder certificate = new JcaX509v3CertificateBuilder(
                NAME,
                BigInteger.valueOf(System.nanoTime()),
                Date.from(now.minus(Duration.ofDays(1))),
                Date.from(now.plus(Duration.ofDays(1))),
                subject,
                key);
        certificate.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
        certificate.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")));
        return new JcaX509CertificateConverter()
                .getCertificate(
                        certificate.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    }

    private static KeyPair keyPair() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }
}
