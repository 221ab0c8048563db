package dev.holdfast.backend.fleet.maker;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.contract.device.InternalApi.Change;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.maker.ChipRevocation;
import dev.holdfast.contract.operator.maker.MakerView;
import dev.holdfast.contract.operator.maker.RevocationImpact;
import dev.holdfast.contract.operator.maker.RevocationResult;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
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
    private static final String KNOWN_CHIPS = "select count_endorsed_chips($1::bytea[]) as chips";
    private static final String SET_MAKER = "select set_maker_revoked($1, $2, $3, $4, $5) as changed";
    private static final String SET_CHIPS = "select set_chips_revoked($1::bytea[], $2, $3, $4, $5) as changed";
    private static final String CHANGE_DEVICES = "select * from change_endorsed_devices($1, $2::bytea[], $3, $4, $5)";
    private static final List<String> CONSEQUENCES = List.of(
            "These chips attest no longer and cannot be claimed. Gateways refuse their devices within seconds.",
            "Certificates that they have already stay valid for relying parties until they expire: within 24 hours where their catalog says nothing else.",
            "Devices keep running the software that they have; they get no updates.");
    private static final String OF_A_MAKER =
            "No new list of the maker is taken, nor operating system images that it signed.";

    private final Makers makers;
    private final Transactions transactions;

    RevokeEndorsements(Makers makers, Transactions transactions) {
        this.makers = makers;
        this.transactions = transactions;
    }

    /** Tells what revoking a maker would do; fails with {@code not-found}. */
    Uni<RevocationImpact> ofMaker(String name) {
        return known(name)
                .chain(maker -> transactions.atLength(
                        CatalogId.INSTALLATION, tx -> impact(tx, maker.name(), List.of(), maker.chips())));
    }

    /** Tells what revoking chips would do. */
    Uni<RevocationImpact> ofChips(ChipRevocation wanted) {
        return Uni.createFrom()
                .item(() -> check(wanted, false))
                .chain(chips -> transactions.ofMany(
                        CatalogId.INSTALLATION,
                        chips.size(),
                        tx -> tx.one(KNOWN_CHIPS, row -> row.getLong("chips"), Columns.devices(chips))
                                .chain(count -> impact(tx, null, chips, count))));
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
        REVOKE("Revoked", "RevokeEndorsements", "It is revoked already."),
        RESTORE("Restored", "RestoreEndorsements", "It is not revoked.");

        private final String past;
        private final String action;
        private final String nothingToDo;

        Act(String past, String action, String nothingToDo) {
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
                                caller,
                                CatalogId.INSTALLATION,
                                tx -> tx.one(
                                                SET_MAKER,
                                                row -> row.getBoolean("changed"),
                                                maker.name(),
                                                act == Act.REVOKE,
                                                tx.now(),
                                                caller.name(),
                                                reason)
                                        .invoke(changed -> {
                                            if (!changed) {
                                                throw ProblemException.conflict(act.nothingToDo);
                                            }
                                        })
                                        .chain(() -> apply(tx, act, maker.name(), List.of(), reason))
                                        .map(devices -> new RevocationResult(maker.chips(), devices))
                                        .call(done -> tell(tx, act, "Maker", maker.name(), done, reason)))));
    }

    private Uni<RevocationResult> change(Caller caller, ChipRevocation wanted, Act act) {
        return Uni.createFrom()
                .item(() -> check(wanted, true))
                .chain(chips -> transactions.ofMany(
                        caller,
                        CatalogId.INSTALLATION,
                        chips.size(),
                        tx -> tx.one(
                                        SET_CHIPS,
                                        row -> row.getLong("changed"),
                                        Columns.devices(chips),
                                        act == Act.REVOKE,
                                        tx.now(),
                                        caller.name(),
                                        wanted.reason())
                                .chain(changed -> apply(tx, act, null, chips, wanted.reason())
                                        .map(devices -> new RevocationResult(changed, devices)))
                                .call(done -> tell(tx, act, "Chips", "chips", done, wanted.reason()))));
    }

    /** The devices of a catalog that the change concerns. */
    private record Concerned(CatalogId catalog, List<DeviceId> devices) {
        static Concerned of(Row row) {
            return new Concerned(new CatalogId(row.getUUID("catalog_id")), Columns.devices(row, "device_ids"));
        }
    }

    /** Changes claimed devices and tells their catalogs; returns how many devices. */
    private Uni<Long> apply(Tx tx, Act act, @Nullable String maker, List<DeviceId> chips, String reason) {
        return tx.list(
                        CHANGE_DEVICES,
                        Concerned::of,
                        maker,
                        Columns.devices(chips),
                        tx.now(),
                        act == Act.REVOKE,
                        reason)
                .call(all -> Multi.createFrom()
                        .iterable(all)
                        .onItem()
                        .transformToUniAndConcatenate(one -> tell(tx, act, maker, one, reason))
                        .collect()
                        .last())
                .map(all -> all.stream().mapToLong(one -> one.devices().size()).sum());
    }

    private static Uni<Void> tell(Tx tx, Act act, @Nullable String maker, Concerned concerned, String reason) {
        int count = concerned.devices().size();
        String devices = count + (count == 1 ? " device" : " devices");
        AuditEntry entry = tx.entry(
                        act.action,
                        maker == null ? "chips" : maker,
                        act == Act.REVOKE
                                ? "The endorsements of " + devices + " were revoked for the whole installation: "
                                        + reason
                                : "Restored the endorsements of " + devices + ": " + reason)
                .because(reason)
                .changing("endorsed", act == Act.REVOKE, act == Act.RESTORE);
        List<Event> events = concerned.devices().stream()
                .map(device -> Event.of("Endorsement" + act.past, device.text(), Map.of("reason", reason))
                        .making(Change.Kind.DEVICE, device.text()))
                .toList();
        return tx.tell(concerned.catalog(), List.of(entry), events);
    }

    private static Uni<Void> tell(Tx tx, Act act, String what, String subject, RevocationResult done, String reason) {
        return tx.audit(
                tx.entry(
                                act.action,
                                subject,
                                act.past + " " + done.chips() + " endorsements, of " + done.devices()
                                        + " devices that catalogs have: " + reason)
                        .because(reason)
                        .changing("endorsed", act == Act.REVOKE, act == Act.RESTORE),
                Event.of(what + act.past, subject, Map.of("chips", done.chips(), "devices", done.devices())));
    }

    private Uni<MakerView> known(String name) {
        return makers.all()
                .map(all -> all.stream()
                        .filter(maker -> maker.name().equals(name))
                        .findFirst()
                        .orElseThrow(() ->
                                ProblemException.of(ProblemType.NOT_FOUND, "There is no silicon maker " + name + ".")));
    }

    private static Uni<RevocationImpact> impact(Tx tx, @Nullable String maker, List<DeviceId> chips, long count) {
        return tx.list(IMPACT, RevokeEndorsements::ofCatalog, maker, Columns.devices(chips))
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
