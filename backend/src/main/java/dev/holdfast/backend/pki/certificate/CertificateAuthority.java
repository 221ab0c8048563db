package dev.holdfast.backend.pki.certificate;

import dev.holdfast.backend.pki.key.HandleSigner;
import dev.holdfast.backend.pki.key.KeyIdentifiers;
import dev.holdfast.backend.pki.key.PrivateKeyHandle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Instant;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.operator.ContentSigner;

/** A key that signs certificates, with its own certificate and those above it. */
public final class CertificateAuthority {
    private final PrivateKeyHandle key;
    private final X509CertificateHolder certificate;
    private final AuthorityKeyIdentifier keyIdentifier;
    // Of their own, because a certificate parses its dates whenever it is asked for them.
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

    /** Returns a root: it stands under nothing. */
    public static CertificateAuthority root(PrivateKeyHandle key, X509CertificateHolder certificate) {
        return new CertificateAuthority(key, certificate, "", Pem.certificate(certificate));
    }

    /** Returns one that {@code issuer} certified. */
    public static CertificateAuthority below(
            CertificateAuthority issuer, PrivateKeyHandle key, X509CertificateHolder certificate) {
        String pem = Pem.certificate(certificate);
        return new CertificateAuthority(key, certificate, pem + issuer.chainWithoutRoot, pem + issuer.chain);
    }

    /** Returns the distinguished name, in the order of RFC 4514. */
    public String subject() {
        return SubjectNames.of(certificate);
    }

    /** Returns the serial number of the authority's own certificate. */
    public BigInteger serialNumber() {
        return certificate.getSerialNumber();
    }

    /** Returns from when the authority's certificate is good. */
    public Instant notBefore() {
        return notBefore;
    }

    /** Returns until when. */
    public Instant notAfter() {
        return notAfter;
    }

    /** Returns PEM of this certificate alone. */
    public String pem() {
        return Pem.certificate(certificate);
    }

    /** Returns PEM of this certificate, then those above it, the root last. */
    public String chain() {
        return chain;
    }

    /** Returns {@link #chain()} without the root: what a device sends along with its leaf. */
    public String chainWithoutRoot() {
        return chainWithoutRoot;
    }

    /** Returns a signer with its key, for one message. */
    public ContentSigner signer() {
        return new HandleSigner(key);
    }

    /** Returns what it signs with. */
    public PrivateKeyHandle key() {
        return key;
    }

    /** Returns the authority's own certificate. */
    public X509CertificateHolder certificate() {
        return certificate;
    }

    /** Returns the DER encoding of the authority's own certificate. */
    public byte[] encoded() {
        try {
            return certificate.getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException("a certificate always encodes", e);
        }
    }

    /** Returns the distinguished name as it stands in certificates. */
    public X500Name name() {
        return certificate.getSubject();
    }

    /** Returns how what it signs names its key. */
    public AuthorityKeyIdentifier keyIdentifier() {
        return keyIdentifier;
    }
}
