package dev.holdfast.backend.pki.certificate;

import dev.holdfast.contract.id.Blob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.x509.Certificate;

/** PKCS#7 bundles of certificates only (RFC 5652 §5.1, RFC 5272 §4.1), DER; unordered. */
public final class Pkcs7 {
    private static final Pattern PEM = Pattern.compile("-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----");

    private Pkcs7() {}

    /** Returns a bundle with the first certificate of a PEM chain. */
    public static Blob leaf(String chain) {
        return of(PEM.matcher(chain).results().limit(1).map(Pkcs7::certificate).toList());
    }

    /** Returns a bundle of all distinct certificates of concatenated PEM chains. */
    public static Blob all(String chains) {
        return of(
                PEM.matcher(chains).results().map(Pkcs7::certificate).distinct().toList());
    }

    private static Certificate certificate(MatchResult pem) {
        return Certificate.getInstance(Base64.getMimeDecoder().decode(pem.group(1)));
    }

    private static Blob of(List<Certificate> certificates) {
        SignedData nothing = new SignedData(
                new DERSet(),
                new ContentInfo(CMSObjectIdentifiers.data, null),
                new DERSet(certificates.toArray(ASN1Encodable[]::new)),
                null,
                new DERSet());
        try {
            return Blob.of(new ContentInfo(CMSObjectIdentifiers.signedData, nothing).getEncoded(ASN1Encoding.DER));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot encode the certificates", e);
        }
    }
}
