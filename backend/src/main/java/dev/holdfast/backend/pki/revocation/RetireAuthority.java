package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.pki.authority.CatalogAuthorities;
import dev.holdfast.backend.pki.authority.RotateAuthorities;
import dev.holdfast.backend.pki.authority.Successors;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.audit.AuditedAct;
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
 * revocation list names it. The next authority signs from then on, and is minted before if there is none, so that devices that are
 * not blocked get new certificates by attesting, in every moment.
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
    private static final String GROUPS = "select group_id from device_group where catalog_id = $1 order by group_id";

    private static final String RETIRED = "The authority is retired already.";
    private static final List<String> CONSEQUENCES = List.of(
            "Gateways refuse all that it issued within two seconds, also on connections that are open. One that Holdfast"
                    + " cannot reach accepts it for 15 minutes at most.",
            "Relying parties are told: by OCSP at once, by the policy authority's revocation list within an hour.",
            "Devices that are not blocked get new certificates from the next authority when they attest next, which they do"
                    + " when theirs are refused.",
            "Relying parties that registered this authority alone must register the next one. There is no way back.");

    private final CatalogAuthorities authorities;
    private final Successors successors;
    private final RotateAuthorities rotateAuthorities;
    private final PublishRevocations publishRevocations;
    private final Transactions transactions;
    private final Outbox outbox;
    private final AuditLog audit;
    private final Clock clock;

    RetireAuthority(
            CatalogAuthorities authorities,
            Successors successors,
            RotateAuthorities rotateAuthorities,
            PublishRevocations publishRevocations,
            Transactions transactions,
            Outbox outbox,
            AuditLog audit,
            Clock clock) {
        this.authorities = authorities;
        this.successors = successors;
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
                .item(() -> new Act(caller, catalog, serial, check(why), clock.instant()))
                .chain(act -> transactions
                        .sqlInCatalog(catalog, sql -> generation(sql, catalog, serial))
                        .chain(generation -> successors
                                .prepare(catalog, generation)
                                .chain(successor -> retire(new Ending(act, generation, successor)))))
                .call(() -> rotateAuthorities.rotate(catalog))
                .call(authorities::look)
                .invoke(publishRevocations::changed);
    }

    /** What ends and who follows. */
    private record Ending(Act act, int generation, Successors.Successor successor) {}

    private record Retired(RevokedCertificates lost, boolean followed) {}

    /** A successor that was minted and is not needed leaves nothing behind; one whose commit failed may leave its key. */
    private Uni<RevokedCertificates> retire(Ending ending) {
        return transactions
                .sqlOfThousands(ending.act.catalog, sql -> retire(sql, ending))
                .call(retired -> retired.followed ? Uni.createFrom().voidItem() : successors.discard(ending.successor))
                .map(Retired::lost);
    }

    private record Act(Caller caller, CatalogId catalog, SerialNumber serial, String reason, Instant now) {
        private Event event(UUID group) {
            return Event.of("AuthorityRetired", serial.hex(), Map.of("reason", reason))
                    .making(Change.Kind.GROUP_TARGET, group.toString());
        }
    }

    private Uni<Retired> retire(Sql sql, Ending ending) {
        Act act = ending.act;
        return successors
                .succeed(sql, act.catalog, ending.generation, ending.successor)
                .chain(followed -> end(sql, ending).map(lost -> new Retired(lost, followed)))
                .call(() -> tell(sql, act))
                .call(retired -> audit.append(
                        sql,
                        act.catalog,
                        AuditedAct.by(
                                        act.caller.name(),
                                        "RetireAuthority",
                                        act.serial.hex(),
                                        "Retired the authority with " + retired.lost.certificates()
                                                + " valid certificates of " + retired.lost.devices() + " devices: "
                                                + act.reason)
                                .because(act.reason)));
    }

    /** Again from the start, with its locks: what was true when the successor was made need not be any more. */
    private Uni<RevokedCertificates> end(Sql sql, Ending ending) {
        Act act = ending.act;
        return generation(sql, act.catalog, act.serial)
                .call(generation -> sql.update(RETIRE, act.catalog, generation, act.now, act.caller.name(), act.reason)
                        .invoke(RetireAuthority::requireFirst))
                .chain(generation -> count(sql, losses(act.catalog, generation)));
    }

    /** Somebody else may have retired it since it was looked up; this waited for them. */
    private static void requireFirst(int ended) {
        if (ended == 0) {
            throw ProblemException.conflict(RETIRED);
        }
    }

    private Uni<Void> tell(Sql sql, Act act) {
        return sql.list(GROUPS, row -> row.getUUID("group_id"), act.catalog)
                .chain(groups -> outbox.append(
                        sql, act.catalog, groups.stream().map(act::event).toList()))
                .replaceWithVoid();
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
            throw ProblemException.conflict(RETIRED);
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
