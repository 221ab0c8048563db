package dev.holdfast.backend.tenancy.token;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.identity.TokenView;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tokens that are deleted with their product or device group. */
public final class RevokedTokens {
    private RevokedTokens() {}

    /**
     * Returns the audit entries of the active tokens that end when a product, with its groups, or a group is deleted. The calling code has
     * locked the product or group, so no new token can appear.
     *
     * @param by user who deletes the product or group
     * @param product the product; null for a group
     * @param group the group; null for a product
     */
    public static Uni<List<AuditEntry>> in(
            Tx tx, String by, @Nullable UUID product, @Nullable UUID group, Instant now) {
        return Tokens.of(tx, product, group, now)
                .map(found -> found.stream().map(token -> revoked(by, token)).toList());
    }

    static AuditEntry revoked(String by, TokenView token) {
        return AuditEntry.by(by, "RevokeToken", token.name(), "Revoked the " + Tokens.words(token) + ".")
                .changing("token", Tokens.values(token), null);
    }

    static Event event(String kind, TokenView token) {
        return Event.of(
                kind,
                token.name(),
                Map.of("role", token.role().name(), "tokenKind", token.kind().name()));
    }
}
