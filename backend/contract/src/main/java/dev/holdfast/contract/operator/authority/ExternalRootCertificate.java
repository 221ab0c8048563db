package dev.holdfast.contract.operator.authority;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Certificate that the owner of an external root issued for a request.
 *
 * @param certificate PEM of the certificate for the policy CA of the installation
 * @param root PEM of the root certificate
 */
public record ExternalRootCertificate(
        @NotNull @Size(min = 1, max = ExternalRootCertificate.MAX_PEM)
        String certificate,

        @NotNull @Size(min = 1, max = ExternalRootCertificate.MAX_PEM)
        String root) {
    /** Maximum number of characters of each PEM. */
    public static final int MAX_PEM = 16_384;
}
