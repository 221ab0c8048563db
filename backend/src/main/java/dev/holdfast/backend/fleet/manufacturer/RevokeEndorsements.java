package dev.holdfast.backend.fleet.manufacturer;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Sequential;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.manufacturer.ChipRevocation;
import dev.holdfast.contract.operator.manufacturer.RevocationImpact;
import dev.holdfast.contract.operator.manufacturer.RevocationResult;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Revokes and restores manufacturers or single chips. The same transaction updates the devices, outbox and audit log of each affected
 * catalog. Events in the outbox make gateways refuse the devices, or serve them again.
 */
@ApplicationScoped
public class RevokeEndorsements {
    // $1 is a manufacturer, or null for the chips in $2. The same holds for CHANGE_DEVICES.
    private static final String IMPACT = """
            select name, display_name, devices, trusted, certified, certified_until
            from endorsement_impact($1, $2::bytea[])""";
    private static final String KNOWN_CHIPS = "select count_endorsed_chips($1::bytea[]) as chips";
    private static final String SET_MANUFACTURER = "select set_manufacturer_revoked($1, $2, $3, $4, $5) as changed";
    private static final String SET_CHIPS = "select set_chips_revoked($1::bytea[], $2, $3, $4, $5) as changed";
    private static final String CHANGE_DEVICES = "select * from change_endorsed_devices($1, $2::bytea[], $3, $4, $5)";
    private static final List<String> CONSEQUENCES = List.of(
            "These chips can no longer attest or be claimed. Gateways refuse their devices within seconds.",
            "Relying parties accept existing certificates until they expire: within 24 hours unless the catalog is configured otherwise.",
            "Devices keep running their software, but get no updates.");
    private static final List<String> CONSEQUENCES_OF_MANUFACTURER = Stream.concat(
                    CONSEQUENCES.stream(),
                    Stream.of("New lists and operating system images of the manufacturer are refused."))
            .toList();

    private final Manufacturers manufacturers;
    private final Commands commands;

    RevokeEndorsements(Manufacturers manufacturers, Commands commands) {
        this.manufacturers = manufacturers;
        this.commands = commands;
    }

    enum Change {
        REVOKE("Revoked", "RevokeEndorsements", "The manufacturer is already revoked."),
        RESTORE("Restored", "RestoreEndorsements", "The manufacturer is not revoked.");

        private final String past;
        private final String action;
        private final String nothingToDo;

        Change(String past, String action, String nothingToDo) {
            this.past = past;
            this.action = action;
            this.nothingToDo = nothingToDo;
        }
    }

    /** Returns the impact of revoking a manufacturer; fails with {@code not-found}. */
    Uni<RevocationImpact> ofManufacturer(String name) {
        return manufacturers
                .one(name)
                .chain(manufacturer -> commands.runLongRunning(
                        tx -> impact(tx, manufacturer.name(), List.of(), manufacturer.chips())));
    }

    Uni<RevocationImpact> ofChips(List<DeviceId> chips) {
        return commands.run(
                chips.size(),
                tx -> tx.one(KNOWN_CHIPS, row -> row.getLong("chips"), Columns.devices(chips))
                        .chain(count -> impact(tx, null, chips, count)));
    }

    /** Revokes or restores a manufacturer; fails with {@code not-found}, or {@code conflict} if there is nothing to change. */
    Uni<RevocationResult> manufacturer(Change change, String name, Reason why) {
        String reason = why.reason();
        return manufacturers
                .one(name)
                .chain(manufacturer -> commands.runLongRunning(tx -> tx.one(
                                SET_MANUFACTURER,
                                row -> row.getBoolean("changed"),
                                manufacturer.name(),
                                change == Change.REVOKE,
                                tx.now(),
                                tx.actor().name(),
                                reason)
                        .invoke(changed -> {
                            if (!changed) {
                                throw ProblemException.conflict(change.nothingToDo);
                            }
                        })
                        .chain(() -> apply(tx, change, manufacturer.name(), List.of(), reason))
                        .map(devices -> new RevocationResult(manufacturer.chips(), devices))
                        .call(done -> record(tx, change, "Manufacturer", manufacturer.name(), done, reason))));
    }

    /** Revokes or restores chips of any manufacturer. Ignores unknown chips and chips that need no change. */
    Uni<RevocationResult> chips(Change change, ChipRevocation request) {
        List<DeviceId> chips = request.deviceIds();
        String reason = request.reason();
        return commands.run(
                chips.size(),
                tx -> tx.one(
                                SET_CHIPS,
                                row -> row.getLong("changed"),
                                Columns.devices(chips),
                                change == Change.REVOKE,
                                tx.now(),
                                tx.actor().name(),
                                reason)
                        .chain(changed -> apply(tx, change, null, chips, reason)
                                .map(devices -> new RevocationResult(changed, devices)))
                        .call(done -> record(tx, change, "Chips", "chips", done, reason)));
    }

    private record Affected(CatalogId catalog, List<DeviceId> devices) {}

    /** Updates claimed devices and writes to their catalogs' outbox and audit log; returns the number of devices. */
    private Uni<Long> apply(Tx tx, Change change, @Nullable String manufacturer, List<DeviceId> chips, String reason) {
        return tx.list(
                        CHANGE_DEVICES,
                        row -> new Affected(
                                new CatalogId(row.getUUID("catalog_id")), Columns.devices(row, "device_ids")),
                        manufacturer,
                        Columns.devices(chips),
                        tx.now(),
                        change == Change.REVOKE,
                        reason)
                .call(all -> Sequential.each(all, affected -> record(tx, change, manufacturer, affected, reason)))
                .map(all -> all.stream()
                        .mapToLong(affected -> affected.devices().size())
                        .sum());
    }

    private static Uni<Void> record(
            Tx tx, Change change, @Nullable String manufacturer, Affected affected, String reason) {
        int count = affected.devices().size();
        String devices = count + (count == 1 ? " device" : " devices");
        String detail = change == Change.REVOKE
                ? "The endorsements of " + devices + " were revoked for the whole installation: " + reason
                : "Restored the endorsements of " + devices + ": " + reason;
        List<Event> events = affected.devices().stream()
                .map(device -> Event.of("Endorsement" + change.past, device.text(), Map.of("reason", reason))
                        .invalidating(InternalApi.Change.of(device)))
                .toList();
        return tx.recordIn(
                affected.catalog(),
                List.of(entry(tx, change, manufacturer == null ? "chips" : manufacturer, detail, reason)),
                events);
    }

    private static Uni<Void> record(
            Tx tx, Change change, String what, String subject, RevocationResult done, String reason) {
        String detail =
                change.past + " " + done.chips() + " endorsements (" + done.devices() + " claimed devices): " + reason;
        return tx.audit(
                entry(tx, change, subject, detail, reason),
                Event.of(what + change.past, subject, Map.of("chips", done.chips(), "devices", done.devices())));
    }

    private static AuditEntry entry(Tx tx, Change change, String subject, String detail, String reason) {
        return tx.entry(change.action, subject, detail)
                .because(reason)
                .changing("endorsed", change == Change.REVOKE, change == Change.RESTORE);
    }

    private static Uni<RevocationImpact> impact(
            Tx tx, @Nullable String manufacturer, List<DeviceId> chips, long count) {
        return tx.list(IMPACT, RevokeEndorsements::ofCatalog, manufacturer, Columns.devices(chips))
                .map(catalogs -> new RevocationImpact(
                        count,
                        catalogs.stream()
                                .mapToLong(RevocationImpact.OfCatalog::devices)
                                .sum(),
                        catalogs,
                        manufacturer == null ? CONSEQUENCES : CONSEQUENCES_OF_MANUFACTURER));
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
}
