package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.pki.authority.RotateAuthorities;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.db.Transactions;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.outbox.Outbox;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.contract.device.InternalApi.Change;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.revocation.LossPreview;
import dev.holdfast.contract.operator.revocation.RevokedCertificates;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Ends an authority of a catalog before it expires, and with it all that it issued: gateways refuse that, the policy authority's
 * revocation list names it. The next authority signs from then on, and is minted if there is none, so that devices that are
 * not blocked get new certificates by attesting.
 */
@ApplicationScoped
public class RetireAuthority {
    private static final String LOST = """
            select c.device_id, c.serial, c.usage, c.not_after
            from issued_certificate c
            where c.catalog_id = $1 and c.authority = $2 and c.not_after > $3
              and not exists (
                select from certificate_revocation r where r.catalog_id = c.catalog_id and r.serial = c.serial)""";

    private static final String COUNT =
            "select count(*) as certificates, count(distinct device_id) as devices from lost";
    private static final String FIND = """
            select generation, revoked_at, not_after from catalog_authority where catalog_id = $1 and serial = $2""";
    private static final String RETIRE = """
            update catalog_authority set revoked_at = $3, revoked_by = $4, revoked_reason = $5
            where catalog_id = $1 and generation = $2 and revoked_at is null""";
    // A successor that was announced for later has to begin now, or nobody signs.
    private static final String BEGIN = """
            update catalog_authority a set active_from = $2
            where a.catalog_id = $1 and a.revoked_at is null and a.active_from > $2
              and not exists (
                select from catalog_authority o
                where o.catalog_id = a.catalog_id and o.revoked_at is null and o.active_from <= $2 and o.not_after > $2)
              and a.generation = (
                select min(n.generation) from catalog_authority n
                where n.catalog_id = a.catalog_id and n.revoked_at is null and n.active_from > $2)""";
    private static final String GROUPS = "select group_id from device_group where catalog_id = $1 order by group_id";

    private static final List<String> CONSEQUENCES = List.of(
            "Gateways refuse all that it issued within two seconds, also on connections that are open. One that Holdfast"
                    + " cannot reach accepts it for 15 minutes at most.",
            "Relying parties are told: by OCSP at once, by the policy authority's revocation list within an hour.",
            "Devices that are not blocked get new certificates from the next authority when they attest next, which they do"
                    + " when theirs are refused.",
            "Relying parties that registered this authority alone must register the next one. There is no way back.");

    private final RotateAuthorities rotateAuthorities;
    private final PublishRevocations publishRevocations;
    private final Transactions transactions;
    private final Outbox outbox;
    private final AuditLog audit;
    private final Clock clock;

    RetireAuthority(
            RotateAuthorities rotateAuthorities,
            PublishRevocations publishRevocations,
            Transactions transactions,
            Outbox outbox,
            AuditLog audit,
            Clock clock) {
        this.rotateAuthorities = rotateAuthorities;
        this.publishRevocations = publishRevocations;
        this.transactions = transactions;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /** Tells what retiring would take; fails with {@code not-found}, or {@code conflict} when it is over already. */
    Uni<LossPreview> preview(CatalogId catalog, SerialNumber serial) {
        return transactions.sqlOfThousands(
                catalog,
                sql -> generation(sql, catalog, serial)
                        .chain(generation -> losses(catalog, generation).preview(sql, CONSEQUENCES)));
    }

    /** Retires; fails as {@link #preview} does. */
    Uni<RevokedCertificates> retire(Caller caller, CatalogId catalog, SerialNumber serial, Reason why) {
        return Uni.createFrom()
                .item(() -> check(why))
                .chain(reason -> transactions.sqlOfThousands(
                        catalog, sql -> retire(sql, new Act(caller, catalog, serial, reason, clock.instant()))))
                .call(() -> rotateAuthorities.rotate(catalog))
                .invoke(publishRevocations::changed);
    }

    private record Act(Caller caller, CatalogId catalog, SerialNumber serial, String reason, Instant now) {
        private Event event(UUID group) {
            return Event.of("AuthorityRetired", serial.hex(), Map.of("reason", reason))
                    .making(Change.Kind.GROUP_TARGET, group.toString());
        }
    }

    private Uni<RevokedCertificates> retire(Sql sql, Act act) {
        return generation(sql, act.catalog, act.serial)
                .call(generation -> sql.update(RETIRE, act.catalog, generation, act.now, act.caller.name(), act.reason))
                .call(() -> sql.update(BEGIN, act.catalog, act.now))
                .chain(generation -> count(sql, losses(act.catalog, generation)))
                .call(() -> sql.list(GROUPS, row -> row.getUUID("group_id"), act.catalog)
                        .chain(groups -> outbox.append(
                                sql,
                                act.catalog,
                                groups.stream().map(act::event).toList())))
                .call(lost -> audit.append(
                        sql,
                        act.catalog,
                        act.caller.name(),
                        "RetireAuthority",
                        act.serial.hex(),
                        "Retired the authority with " + lost.certificates() + " valid certificates of " + lost.devices()
                                + " devices: " + act.reason));
    }

    private static Uni<RevokedCertificates> count(Sql sql, Losses losses) {
        return sql.one(
                losses.statement(COUNT),
                row -> new RevokedCertificates(
                        row.getLong("certificates").intValue(),
                        row.getLong("devices").intValue()),
                losses.arguments());
    }

    private Uni<Integer> generation(Sql sql, CatalogId catalog, SerialNumber serial) {
        return sql.find(FIND, row -> row, catalog, serial.bytes())
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("Authority " + serial.hex())))
                .map(this::generation);
    }

    private int generation(Row row) {
        if (row.getOffsetDateTime("revoked_at") != null) {
            throw ProblemException.conflict("The authority is retired already.");
        }
        if (row.getOffsetDateTime("not_after").toInstant().isBefore(clock.instant())) {
            throw ProblemException.conflict("The authority has expired; there is nothing to retire.");
        }
        return row.getInteger("generation");
    }

    private Losses losses(CatalogId catalog, int generation) {
        return new Losses(catalog, LOST, List.of(generation, clock.instant()));
    }

    private static String check(Reason why) {
        Reasons.check(new Checks(), why.reason()).done();
        return why.reason();
    }
}
