package dev.holdfast.contract.operator.gateway;

import org.jspecify.annotations.Nullable;

/**
 * Why a gateway's certificate opens nothing any more.
 *
 * @param reason 1 to 200 characters on one line; kept in the audit log
 * @param evenIfUnknown revokes also what no gateway has shown here; null for false: a mistyped fingerprint must not look like success
 */
public record GatewayRevocation(String reason, @Nullable Boolean evenIfUnknown) {}
