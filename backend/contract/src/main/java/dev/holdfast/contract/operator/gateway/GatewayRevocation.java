package dev.holdfast.contract.operator.gateway;

import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Revocation of the certificate of a gateway.
 *
 * @param reason 1 to 200 characters on one line; saved in the audit log
 * @param evenIfUnknown whether to revoke a certificate that no gateway has used here; null for false, so that a
 *     mistyped fingerprint is an error
 */
public record GatewayRevocation(
        @NotNull @Size(min = 1, max = Reason.MAX_LENGTH) @PlainLine
        String reason,

        @Nullable Boolean evenIfUnknown) {}
