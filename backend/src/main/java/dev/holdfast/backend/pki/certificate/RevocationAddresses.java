package dev.holdfast.backend.pki.certificate;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.authority.AuthorityAddresses;
import java.util.Optional;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;

/**
 * URLs for revocation checks, as written into certificates (RFC 5280 §4.2.1.13 and §4.2.2.1).
 *
 * @param base public base URL of the operator listener, such as {@code http://holdfast.example}, without a trailing slash; plain HTTP
 *     is fine, because the content is signed
 */
public record RevocationAddresses(String base) {
    /** Name of the policy authority in the URLs. */
    public static final String POLICY = "policy";

    /** Removes the trailing slash. */
    public RevocationAddresses {
        base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    }

    /** Returns the addresses below a configured base URL; empty when none is set. */
    public static Optional<RevocationAddresses> under(Optional<String> base) {
        return base.filter(text -> !text.isBlank()).map(RevocationAddresses::new);
    }

    /** Returns the addresses of an issuer: {@value #POLICY} or the GUID of an authority. */
    public AuthorityAddresses of(String issuer) {
        String pki = base + OperatorApi.PKI;
        return new AuthorityAddresses(pki + "crl/" + issuer, pki + "ocsp/" + issuer, pki + "ca/" + issuer);
    }

    /** Adds the addresses of an issuer to a certificate. */
    public void extend(X509v3CertificateBuilder certificate, String issuer) {
        AuthorityCertificates.extend(
                certificate, Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {
                    new DistributionPoint(
                            new DistributionPointName(new GeneralNames(address("crl/", issuer))), null, null)
                }));
        AuthorityCertificates.extend(
                certificate,
                Extension.authorityInfoAccess,
                false,
                new AuthorityInformationAccess(new AccessDescription[] {
                    new AccessDescription(AccessDescription.id_ad_ocsp, address("ocsp/", issuer)),
                    new AccessDescription(AccessDescription.id_ad_caIssuers, address("ca/", issuer))
                }));
    }

    private GeneralName address(String what, String issuer) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, base + OperatorApi.PKI + what + issuer);
    }
}
