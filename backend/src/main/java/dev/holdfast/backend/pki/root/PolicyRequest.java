package dev.holdfast.backend.pki.root;

import dev.holdfast.backend.pki.certificate.CertificateAuthority;
import dev.holdfast.backend.pki.key.HandleSigner;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;

/** A request for a certificate of an authority (PKCS#10, RFC 2986), with the extensions that it has already. */
public final class PolicyRequest {
    private PolicyRequest() {}

    /** Returns the DER encoding. */
    public static byte[] of(CertificateAuthority authority) {
        try {
            Extensions wanted = new Extensions(new Extension[] {
                authority.certificate().getExtension(Extension.basicConstraints),
                authority.certificate().getExtension(Extension.keyUsage),
                authority.certificate().getExtension(Extension.subjectKeyIdentifier)
            });
            return new PKCS10CertificationRequestBuilder(
                            authority.name(), authority.certificate().getSubjectPublicKeyInfo())
                    .addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, wanted)
                    .build(new HandleSigner(authority.key()))
                    .getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException("a request always encodes", e);
        }
    }
}
