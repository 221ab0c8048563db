package dev.holdfast.contract.operator.revocation;

import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Revocation of certificates.
 *
 * @param cause reason code for revocation lists; {@link RevocationCause#UNSPECIFIED} when absent
 * @param reason 1 to 200 characters on one line; saved with the certificates and in the audit log
 */
public record CertificateRevocation(
        @Nullable RevocationCause cause,

        @NotNull @Size(min = 1, max = Reason.MAX_LENGTH) @PlainLine
        String reason) {}
