package dev.holdfast.contract.operator.gateway;

import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Why a gateway's certificate opens nothing any more.
 *
 * @param reason 1 to 200 characters on one line; kept in the audit log
 * @param evenIfUnknown revokes also what no gateway has shown here; null for false: a mistyped fingerprint must not look like success
 */
public record GatewayRevocation(
        @NotNull @Size(min = 1, max = Reason.MAX_LENGTH) @PlainLine
        String reason,

        @Nullable Boolean evenIfUnknown) {}
