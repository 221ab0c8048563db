package dev.holdfast.contract.operator.authority;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Certificate of the policy CA, signed by an external root in response to a certificate request (PKCS#10).
 *
 * @param certificate PEM of the policy CA certificate that the root signed
 * @param root PEM of the external root's own certificate
 */
public record ExternalRootCertificate(
        @NotNull @Size(min = 1, max = ExternalRootCertificate.MAX_PEM)
        String certificate,

        @NotNull @Size(min = 1, max = ExternalRootCertificate.MAX_PEM)
        String root) {
    /** Maximum number of characters of each PEM. */
    public static final int MAX_PEM = 16_384;
}
