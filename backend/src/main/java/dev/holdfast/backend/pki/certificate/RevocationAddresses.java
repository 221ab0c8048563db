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
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;

/**
 * Where relying parties ask about certificates, as certificates say it (RFC 5280 §4.2.1.13 and §4.2.2.1).
 *
 * @param base what relying parties reach the operator listener under, such as {@code http://holdfast.example}, without a slash at
 *     its end; plain HTTP, since what is fetched is signed
 */
public record RevocationAddresses(String base) {
    /** What the policy authority is called in them. */
    public static final String POLICY = "policy";

    /** Takes the slash off the end. */
    public RevocationAddresses {
        base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    }

    /** Returns those under a base as a setting has it; empty when nothing is set. */
    public static Optional<RevocationAddresses> under(Optional<String> base) {
        return base.filter(text -> !text.isBlank()).map(RevocationAddresses::new);
    }

    /** Returns where to ask about what an issuer of this name signed. */
    public AuthorityAddresses of(String issuer) {
        String pki = base + OperatorApi.PKI;
        return new AuthorityAddresses(pki + "crl/" + issuer, pki + "ocsp/" + issuer, pki + "ca/" + issuer);
    }

    /** Adds them to a certificate that an issuer of this name signs. */
    public void extend(X509v3CertificateBuilder certificate, String issuer) throws CertIOException {
        certificate
                .addExtension(Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {
                    new DistributionPoint(
                            new DistributionPointName(new GeneralNames(address("crl/", issuer))), null, null)
                }))
                .addExtension(
                        Extension.authorityInfoAccess, false, new AuthorityInformationAccess(new AccessDescription[] {
                            new AccessDescription(AccessDescription.id_ad_ocsp, address("ocsp/", issuer)),
                            new AccessDescription(AccessDescription.id_ad_caIssuers, address("ca/", issuer))
                        }));
    }

    private GeneralName address(String what, String issuer) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, base + OperatorApi.PKI + what + issuer);
    }
}
