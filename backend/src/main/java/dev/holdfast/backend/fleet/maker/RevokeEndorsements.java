package dev.holdfast.backend.fleet.maker;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.outbox.Outbox;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.maker.ChipRevocation;
import dev.holdfast.contract.operator.maker.MakerView;
import dev.holdfast.contract.operator.maker.RevocationImpact;
import dev.holdfast.contract.operator.maker.RevocationResult;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ends what a maker's word, or the word on single chips, is worth; and brings it back. Each catalog concerned is told in
 * the same transaction: in its devices, its outbox, which makes gateways forget, and its audit log.
 */
@ApplicationScoped
public class RevokeEndorsements {
    private static final String IMPACT = """
            select name, display_name, devices, trusted, certified, certified_until
            from endorsement_impact($1, $2::bytea[])""";
    private static final String KNOWN_CHIPS = "select good_chips($1::bytea[]) as chips";
    private static final List<String> CONSEQUENCES = List.of(
            "These chips attest no longer and cannot be claimed. Gateways refuse their devices within seconds.",
            "Certificates that they have already stay valid for relying parties until they expire: within 24 hours where their catalog says nothing else.",
            "Devices keep running the software that they have; they get no updates.");
    private static final String OF_A_MAKER =
            "No new list of the maker is taken, nor operating system images that it signed.";

    private final Makers makers;
    private final Transactions transactions;
    private final Outbox outbox;
    private final AuditLog audit;
    private final Clock clock;

    RevokeEndorsements(Makers makers, Transactions transactions, Outbox outbox, AuditLog audit, Clock clock) {
        this.makers = makers;
        this.transactions = transactions;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /** Tells what revoking a maker would do; fails with {@code not-found}. */
    Uni<RevocationImpact> ofMaker(String name) {
        return known(name)
                .chain(maker -> transactions.atLength(
                        CatalogId.INSTALLATION, sql -> impact(sql, maker.name(), List.of(), maker.chips())));
    }

    /** Tells what revoking chips would do. */
    Uni<RevocationImpact> ofChips(ChipRevocation wanted) {
        return Uni.createFrom()
                .item(() -> check(wanted, false))
                .chain(chips -> transactions.ofMany(
                        CatalogId.INSTALLATION,
                        chips.size(),
                        sql -> sql.one(KNOWN_CHIPS, row -> row.getLong("chips"), Columns.devices(chips))
                                .chain(count -> impact(sql, null, chips, count))));
    }

    /** Revokes a maker; fails with {@code conflict} when it is revoked already. */
    Uni<RevocationResult> revokeMaker(Caller caller, String name, Reason why) {
        return change(caller, name, why, Act.REVOKE);
    }

    /** Believes a maker again; fails with {@code conflict} when it is not revoked. */
    Uni<RevocationResult> restoreMaker(Caller caller, String name, Reason why) {
        return change(caller, name, why, Act.RESTORE);
    }

    /** Revokes the endorsements of chips, whoever made them; unknown ones and those that are revoked change nothing. */
    Uni<RevocationResult> revokeChips(Caller caller, ChipRevocation wanted) {
        return change(caller, wanted, Act.REVOKE);
    }

    /** Brings the endorsements of chips back. */
    Uni<RevocationResult> restoreChips(Caller caller, ChipRevocation wanted) {
        return change(caller, wanted, Act.RESTORE);
    }

    /** What is done to an endorsement. */
    private enum Act {
        REVOKE("revoke", "Revoked", "RevokeEndorsements", "It is revoked already."),
        RESTORE("restore", "Restored", "RestoreEndorsements", "It is not revoked.");

        private final String verb;
        private final String past;
        private final String action;
        private final String nothingToDo;

        Act(String verb, String past, String action, String nothingToDo) {
            this.verb = verb;
            this.past = past;
            this.action = action;
            this.nothingToDo = nothingToDo;
        }
    }

    private Uni<RevocationResult> change(Caller caller, String name, Reason why, Act act) {
        return Uni.createFrom()
                .item(() -> reason(why.reason()))
                .chain(reason -> known(name)
                        .chain(maker -> transactions.atLength(
                                CatalogId.INSTALLATION,
                                sql -> sql.one(
                                                "select " + act.verb + "_maker($1, $2, $3, $4) as devices",
                                                row -> row.getLong("devices"),
                                                maker.name(),
                                                clock.instant(),
                                                caller.name(),
                                                reason)
                                        .map(devices -> {
                                            if (devices == null) {
                                                throw ProblemException.conflict(act.nothingToDo);
                                            }
                                            return new RevocationResult(maker.chips(), devices);
                                        })
                                        .call(done -> tell(sql, caller, act, "Maker", maker.name(), done, reason)))));
    }

    private Uni<RevocationResult> change(Caller caller, ChipRevocation wanted, Act act) {
        return Uni.createFrom()
                .item(() -> check(wanted, true))
                .chain(chips -> transactions.ofMany(
                        CatalogId.INSTALLATION,
                        chips.size(),
                        sql -> sql.one(
                                        "select * from " + act.verb + "_chips($1::bytea[], $2, $3, $4)",
                                        row -> new RevocationResult(row.getLong(0), row.getLong(1)),
                                        Columns.devices(chips),
                                        clock.instant(),
                                        caller.name(),
                                        wanted.reason())
                                .call(done -> tell(sql, caller, act, "Chips", "chips", done, wanted.reason()))));
    }

    private Uni<Void> tell(
            Sql sql, Caller caller, Act act, String what, String subject, RevocationResult done, String reason) {
        String kind = what + act.past;
        return outbox.append(
                        sql,
                        CatalogId.INSTALLATION,
                        Event.of(kind, subject, Map.of("chips", done.chips(), "devices", done.devices())))
                .chain(() -> audit.append(
                        sql,
                        CatalogId.INSTALLATION,
                        AuditEntry.by(
                                        caller.name(),
                                        act.action,
                                        subject,
                                        act.past + " " + done.chips() + " endorsements, of " + done.devices()
                                                + " devices that catalogs have: " + reason)
                                .because(reason)
                                .changing("endorsed", act == Act.REVOKE, act == Act.RESTORE)));
    }

    private Uni<MakerView> known(String name) {
        return makers.all()
                .map(all -> all.stream()
                        .filter(maker -> maker.name().equals(name))
                        .findFirst()
                        .orElseThrow(() ->
                                ProblemException.of(ProblemType.NOT_FOUND, "There is no silicon maker " + name + ".")));
    }

    private static Uni<RevocationImpact> impact(Sql sql, @Nullable String maker, List<DeviceId> chips, long count) {
        return sql.list(IMPACT, RevokeEndorsements::ofCatalog, maker, Columns.devices(chips))
                .map(catalogs -> new RevocationImpact(
                        count,
                        catalogs.stream()
                                .mapToLong(RevocationImpact.OfCatalog::devices)
                                .sum(),
                        catalogs,
                        maker == null ? CONSEQUENCES : withMaker()));
    }

    private static List<String> withMaker() {
        return List.of(CONSEQUENCES.get(0), CONSEQUENCES.get(1), CONSEQUENCES.get(2), OF_A_MAKER);
    }

    private static RevocationImpact.OfCatalog ofCatalog(Row row) {
        return new RevocationImpact.OfCatalog(
                row.getString("name"),
                row.getString("display_name"),
                row.getLong("devices"),
                row.getLong("trusted"),
                row.getLong("certified"),
                Columns.instantOrNull(row, "certified_until"));
    }

    private static List<DeviceId> check(ChipRevocation wanted, boolean withReason) {
        Checks checks = new Checks().size("deviceIds", wanted.deviceIds(), 1, ChipRevocation.MOST);
        if (withReason) {
            checks.line("reason", wanted.reason(), 1, Reason.MAX_LENGTH);
        }
        checks.done();
        return wanted.deviceIds();
    }

    private static String reason(@Nullable String text) {
        new Checks().line("reason", text, 1, Reason.MAX_LENGTH).done();
        return String.valueOf(text);
    }
}
