package dev.holdfast.backend.gateway;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.internal.GatewayGate;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.operator.gateway.GatewayRevocation;
import dev.holdfast.contract.operator.gateway.GatewayView;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Revokes the certificate of a stolen gateway. This is final: the gateway needs a new certificate. */
@ApplicationScoped
class RevokeGateway {
    private static final Duration LISTED_AFTER_EXPIRY = Duration.ofDays(30);

    private static final String LIST = """
            select fingerprint, serial_number, not_after, first_seen, last_seen, last_address, revoked_at, revoked_by,
                   revoked_reason
            from gateway_certificate""";
    private static final String REVOKE = """
            insert into gateway_certificate as g (fingerprint, revoked_at, revoked_by, revoked_reason)
            values ($1, $2, $3, $4)
            on conflict (fingerprint) do update set
                revoked_at = excluded.revoked_at, revoked_by = excluded.revoked_by,
                revoked_reason = excluded.revoked_reason
            where g.revoked_at is null""";

    private final KnownGateways known;
    private final GatewayGate gate;
    private final Commands commands;

    RevokeGateway(KnownGateways known, GatewayGate gate, Commands commands) {
        this.known = known;
        this.gate = gate;
        this.commands = commands;
    }

    /** Returns the certificates that were used or revoked and have not expired more than 30 days ago, last seen first. */
    Uni<List<GatewayView>> all() {
        return commands.run(tx -> tx.list(
                LIST + " where not_after is null or not_after > $1 order by last_seen desc nulls last, fingerprint",
                RevokeGateway::view,
                tx.now().minus(LISTED_AFTER_EXPIRY)));
    }

    /**
     * Revokes a certificate; fails with {@code conflict} if it is already revoked, and with {@code not-found} if no gateway has used it here,
     * unless {@code evenIfUnknown} is set.
     *
     * @param fingerprint SHA-256 of the certificate's DER encoding
     */
    Uni<GatewayView> revoke(Digest fingerprint, GatewayRevocation request) {
        return commands.run(tx ->
                        requireKnown(tx, fingerprint, request).chain(() -> write(tx, fingerprint, request.reason())))
                .invoke(() -> {
                    known.revoked(List.of(fingerprint));
                    gate.closeAll(fingerprint);
                });
    }

    private Uni<Void> requireKnown(Tx tx, Digest fingerprint, GatewayRevocation request) {
        if (Boolean.TRUE.equals(request.evenIfUnknown()) || known.hasSeen(fingerprint)) {
            return Uni.createFrom().voidItem();
        }
        return tx.find(LIST + " where fingerprint = $1", RevokeGateway::view, fingerprint.bytes())
                .invoke(found -> {
                    if (found.isEmpty()) {
                        throw ProblemException.of(
                                ProblemType.NOT_FOUND,
                                "No gateway has used a certificate with this fingerprint, so nothing was revoked. Compare it with"
                                        + " GET gateways. To revoke it anyway, set \"evenIfUnknown\": true.");
                    }
                })
                .replaceWithVoid();
    }

    private static Uni<GatewayView> write(Tx tx, Digest fingerprint, String reason) {
        return tx.update(REVOKE, fingerprint.bytes(), tx.now(), tx.actor().name(), reason)
                .invoke(changed -> {
                    if (changed == 0) {
                        throw ProblemException.conflict("This certificate is already revoked.");
                    }
                })
                .chain(() -> tx.one(LIST + " where fingerprint = $1", RevokeGateway::view, fingerprint.bytes()))
                .call(() -> tx.audit(
                        tx.entry("RevokeGateway", fingerprint.hex(), "Revoked the gateway's certificate: " + reason)
                                .because(reason)
                                .changing("revoked", false, true),
                        Event.of("GatewayRevoked", fingerprint.hex(), Map.of())));
    }

    private static GatewayView view(Row row) {
        return new GatewayView(
                Columns.digest(row, "fingerprint"),
                row.getString("serial_number"),
                Columns.instantOrNull(row, "not_after"),
                Columns.instantOrNull(row, "first_seen"),
                Columns.instantOrNull(row, "last_seen"),
                row.getString("last_address"),
                Columns.instantOrNull(row, "revoked_at"),
                row.getString("revoked_by"),
                row.getString("revoked_reason"));
    }
}
