package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.approval.ApprovalRequest;
import dev.holdfast.backend.approval.Approvals;
import dev.holdfast.backend.approval.ApprovedAct;
import dev.holdfast.backend.pki.authority.AuthorityLine;
import dev.holdfast.backend.pki.authority.CatalogAuthorities;
import dev.holdfast.backend.pki.authority.RotateAuthorities;
import dev.holdfast.backend.pki.authority.Successors;
import dev.holdfast.backend.platform.audit.Approver;
import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.outbox.Outbox;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.contract.device.InternalApi.Change;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.approval.ApprovalAct;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.contract.operator.product.NoGroup;
import dev.holdfast.contract.operator.revocation.LossPreview;
import dev.holdfast.contract.operator.revocation.RevokedCertificates;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Ends an authority of a catalog before it expires, and with it all that it issued: gateways refuse that, the policy authority's
 * revocation list names it. The next authority signs from then on, and is minted before if there is none, so that devices that are
 * not blocked get new certificates by attesting, in every moment.
 */
@ApplicationScoped
public class RetireAuthority implements ApprovedAct {
    private static final String ACTION = "RetireAuthority";
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
    private final Approvals approvals;
    private final Transactions transactions;
    private final Outbox outbox;
    private final AuditLog audit;
    private final Clock clock;

    RetireAuthority(
            CatalogAuthorities authorities,
            Successors successors,
            RotateAuthorities rotateAuthorities,
            PublishRevocations publishRevocations,
            Approvals approvals,
            Transactions transactions,
            Outbox outbox,
            AuditLog audit,
            Clock clock) {
        this.authorities = authorities;
        this.successors = successors;
        this.rotateAuthorities = rotateAuthorities;
        this.publishRevocations = publishRevocations;
        this.approvals = approvals;
        this.transactions = transactions;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /** Finds out which authority is meant: hex, or a name of the one that signs at present. */
    Uni<SerialNumber> named(CatalogId catalog, String serial) {
        return AuthorityLine.isActive(serial)
                ? authorities
                        .active(catalog.value())
                        .map(active -> SerialNumber.of(active.authority().serialNumber()))
                : Uni.createFrom().item(() -> SerialNumber.parse("Authority", serial));
    }

    /** Tells what retiring would take; fails with {@code not-found}, or {@code conflict} when it is over already. */
    Uni<LossPreview> preview(CatalogId catalog, SerialNumber serial) {
        return transactions.ofThousands(
                catalog,
                sql -> generation(sql, catalog, serial)
                        .chain(generation -> losses(catalog, generation).preview(sql, CONSEQUENCES)));
    }

    /** What came of it. */
    public sealed interface Outcome {
        /** It is retired. */
        record Done(RevokedCertificates lost) implements Outcome {}

        /** It waits for a second person. */
        record Waits(ApprovalView approval) implements Outcome {}
    }

    /** Retires, or asks for a second person where the catalog wants two; fails as {@link #preview} does. */
    Uni<Outcome> retire(Caller caller, CatalogId catalog, SerialNumber serial, Reason why) {
        return Uni.createFrom()
                .item(() -> new Act(caller.name(), null, catalog, serial, check(why), clock.instant()))
                .chain(act -> transactions
                        .ofThousands(catalog, sql -> ask(sql, caller, act))
                        .chain(asked -> asked.isPresent()
                                ? Uni.createFrom().<Outcome>item(new Outcome.Waits(asked.get()))
                                : retire(act).map(Outcome.Done::new)));
    }

    private Uni<RevokedCertificates> retire(Act act) {
        return prepared(act.catalog, act.serial)
                .chain(prepared -> transactions
                        .ofThousands(
                                act.catalog,
                                sql -> approvals
                                        .requireNone(sql, act.catalog, ApprovalAct.RETIRE_AUTHORITY)
                                        .chain(() -> retire(sql, act, prepared)))
                        // One whose commit failed may leave its key: perhaps it was done.
                        .onFailure(ProblemException.class)
                        .call(() -> successors.settle(act.catalog, prepared.successor()))
                        .call(() -> performed(act.catalog, prepared)));
    }

    /** What ends and who follows. */
    private record Prepared(int generation, Successors.Successor successor) {}

    private Uni<Prepared> prepared(CatalogId catalog, SerialNumber serial) {
        return transactions
                .inCatalog(catalog, sql -> generation(sql, catalog, serial))
                .chain(generation ->
                        successors.prepare(catalog, generation).map(successor -> new Prepared(generation, successor)));
    }

    private Uni<Optional<ApprovalView>> ask(Sql sql, Caller caller, Act act) {
        return approvals
                .required(sql, act.catalog, ApprovalAct.RETIRE_AUTHORITY)
                .chain(required -> required
                        ? effect(sql, act.catalog, act.serial)
                                .chain(effect -> ask(sql, caller, act, effect))
                                .map(Optional::of)
                        : Uni.createFrom().item(Optional.<ApprovalView>empty()));
    }

    private Uni<ApprovalView> ask(Sql sql, Caller caller, Act act, List<String> effect) {
        return approvals
                .request(
                        sql,
                        act.catalog,
                        caller,
                        new ApprovalRequest(
                                ApprovalAct.RETIRE_AUTHORITY,
                                act.serial.hex(),
                                effect.getFirst(),
                                Scope.of(act.catalog),
                                Map.of(),
                                act.reason,
                                effect))
                .call(() -> audit.append(
                        sql,
                        act.catalog,
                        AuditEntry.by(
                                        act.by,
                                        ACTION,
                                        act.serial.hex(),
                                        "Asked for a second person: " + effect.getFirst())
                                .because(act.reason)));
    }

    /** How many certificates there are changes all day, so it is not told; whose, is. */
    private Uni<List<String>> effect(Sql sql, CatalogId catalog, SerialNumber serial) {
        return generation(sql, catalog, serial)
                .chain(generation -> losses(catalog, generation)
                        .preview(sql, CONSEQUENCES)
                        .map(preview -> {
                            List<String> effect = new ArrayList<>();
                            effect.add("The authority of generation " + generation + ", serial number " + serial.hex()
                                    + ", would be retired.");
                            preview.groups().stream()
                                    .map(group -> "Devices of " + NoGroup.title(group.product(), group.group())
                                            + " would lose certificates.")
                                    .sorted()
                                    .forEach(effect::add);
                            effect.addAll(CONSEQUENCES);
                            return effect;
                        }));
    }

    @Override
    public List<ApprovalAct> acts() {
        return List.of(ApprovalAct.RETIRE_AUTHORITY);
    }

    @Override
    public Uni<List<String>> effect(Sql sql, CatalogId catalog, Asked asked) {
        return effect(sql, catalog, SerialNumber.parse(asked.subject()));
    }

    /** A successor whose approval fails then may leave its key. */
    @Override
    public Uni<Object> prepare(CatalogId catalog, Asked asked) {
        return prepared(catalog, SerialNumber.parse(asked.subject())).map(prepared -> prepared);
    }

    @Override
    public Uni<Void> perform(Sql sql, CatalogId catalog, Approved approved) {
        Prepared prepared = (Prepared) approved.prepared();
        Act act = new Act(
                approved.requestedBy(),
                approved.approvedBy(),
                catalog,
                SerialNumber.parse(approved.asked().subject()),
                approved.comment(),
                clock.instant());
        return retire(sql, act, prepared).replaceWithVoid();
    }

    @Override
    public Uni<Void> performed(CatalogId catalog, Object prepared) {
        return rotateAuthorities
                .rotate(catalog)
                .call(authorities::look)
                .invoke(publishRevocations::changed)
                .chain(() -> successors.settle(catalog, ((Prepared) prepared).successor()));
    }

    private record Act(
            String by,
            @Nullable Approver approvedBy,
            CatalogId catalog,
            SerialNumber serial,
            String reason,
            Instant now) {
        private Event event(UUID group) {
            return Event.of("AuthorityRetired", serial.hex(), Map.of("reason", reason))
                    .making(Change.Kind.GROUP_TARGET, group.toString());
        }
    }

    private Uni<RevokedCertificates> retire(Sql sql, Act act, Prepared prepared) {
        return successors
                .succeed(sql, act.catalog, prepared.generation(), prepared.successor())
                .chain(() -> end(sql, act))
                .call(() -> tell(sql, act))
                .call(lost -> audit.append(
                        sql,
                        act.catalog,
                        AuditEntry.by(
                                        act.by,
                                        ACTION,
                                        act.serial.hex(),
                                        "Retired the authority with " + lost.certificates()
                                                + " valid certificates of " + lost.devices() + " devices: "
                                                + act.reason)
                                .approvedBy(act.approvedBy)
                                .because(act.reason)
                                .changing("retired", false, true)));
    }

    /** Again from the start, with its locks: what was true when the successor was made need not be any more. */
    private Uni<RevokedCertificates> end(Sql sql, Act act) {
        return generation(sql, act.catalog, act.serial)
                .call(generation -> sql.update(RETIRE, act.catalog, generation, act.now, act.by, act.reason)
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

    private static Uni<RevokedCertificates> count(Sql sql, RevocationImpact losses) {
        return sql.one(
                losses.statement(COUNT),
                row -> new RevokedCertificates(
                        row.getLong("certificates").intValue(),
                        row.getLong("devices").intValue()),
                losses.arguments());
    }

    private Uni<Integer> generation(Sql sql, CatalogId catalog, SerialNumber serial) {
        return sql.find(FIND, row -> row, catalog, serial.bytes())
                .map(found -> found.orElseThrow(() ->
                        ProblemException.notFound("Authority " + serial.number().toString(16))))
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

    private RevocationImpact losses(CatalogId catalog, int generation) {
        return new RevocationImpact(catalog, LOST, List.of(generation, clock.instant()));
    }

    private static String check(Reason why) {
        Reasons.check(new Checks(), why.reason()).done();
        return why.reason();
    }
}
