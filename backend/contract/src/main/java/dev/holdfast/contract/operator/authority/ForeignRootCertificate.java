package dev.holdfast.contract.operator.authority;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * What the owner of a root answered to a request.
 *
 * @param certificate PEM of the certificate for the installation's policy authority
 * @param root PEM of the root's own certificate
 */
public record ForeignRootCertificate(
        @NotNull @Size(min = 1, max = ForeignRootCertificate.MOST_PEM)
        String certificate,

        @NotNull @Size(min = 1, max = ForeignRootCertificate.MOST_PEM)
        String root) {
    /** The most characters of each. */
    public static final int MOST_PEM = 16_384;
}
