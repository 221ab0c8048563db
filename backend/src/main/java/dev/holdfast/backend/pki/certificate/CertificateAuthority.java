package dev.holdfast.backend.pki.certificate;

import dev.holdfast.backend.pki.key.HandleSigner;
import dev.holdfast.backend.pki.key.KeyIdentifiers;
import dev.holdfast.backend.pki.key.PrivateKeyHandle;
import java.math.BigInteger;
import java.time.Instant;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.operator.ContentSigner;

/** A key that signs certificates, with its certificate chain. */
public final class CertificateAuthority {
    private final PrivateKeyHandle key;
    private final X509CertificateHolder certificate;
    private final AuthorityKeyIdentifier keyIdentifier;
    // Cached, because a certificate parses its dates on each call.
    private final Instant notBefore;
    private final Instant notAfter;
    private final String chainWithoutRoot;
    private final String chain;

    private CertificateAuthority(
            PrivateKeyHandle key, X509CertificateHolder certificate, String chainWithoutRoot, String chain) {
        this.key = key;
        this.certificate = certificate;
        this.keyIdentifier = new AuthorityKeyIdentifier(KeyIdentifiers.of(certificate.getSubjectPublicKeyInfo()));
        this.notBefore = certificate.getNotBefore().toInstant();
        this.notAfter = certificate.getNotAfter().toInstant();
        this.chainWithoutRoot = chainWithoutRoot;
        this.chain = chain;
    }

    public static CertificateAuthority root(PrivateKeyHandle key, X509CertificateHolder certificate) {
        return new CertificateAuthority(key, certificate, "", Pem.certificate(certificate));
    }

    /** Creates an authority that {@code issuer} certified. */
    public static CertificateAuthority below(
            CertificateAuthority issuer, PrivateKeyHandle key, X509CertificateHolder certificate) {
        String pem = Pem.certificate(certificate);
        return new CertificateAuthority(key, certificate, pem + issuer.chainWithoutRoot, pem + issuer.chain);
    }

    /** Returns the distinguished name, in the order of RFC 4514. */
    public String subject() {
        return SubjectNames.of(certificate);
    }

    public BigInteger serialNumber() {
        return certificate.getSerialNumber();
    }

    public Instant notBefore() {
        return notBefore;
    }

    public Instant notAfter() {
        return notAfter;
    }

    public String pem() {
        return Pem.certificate(certificate);
    }

    /** Returns the certificate chain in PEM, root last. */
    public String chain() {
        return chain;
    }

    /** Returns {@link #chain()} without the root, as devices send it with their leaf certificate. */
    public String chainWithoutRoot() {
        return chainWithoutRoot;
    }

    /** Returns a signer for one message. */
    public ContentSigner signer() {
        return new HandleSigner(key);
    }

    public PrivateKeyHandle key() {
        return key;
    }

    public X509CertificateHolder certificate() {
        return certificate;
    }

    public byte[] encoded() {
        return Pem.encoded(certificate);
    }

    /** Returns the distinguished name as encoded in certificates. */
    public X500Name name() {
        return certificate.getSubject();
    }

    /** Returns the authority key identifier for certificates that it signs. */
    public AuthorityKeyIdentifier keyIdentifier() {
        return keyIdentifier;
    }
}
