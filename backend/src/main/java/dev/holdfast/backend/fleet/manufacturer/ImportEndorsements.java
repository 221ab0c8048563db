package dev.holdfast.backend.fleet.manufacturer;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.disk.DiskSpace;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.manufacturer.EndorsementImport;
import dev.holdfast.contract.problem.Problem.FieldError;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Imports a silicon manufacturer's endorsement list as a whole or not at all. Only endorsed chips can be claimed and can attest. */
@ApplicationScoped
public class ImportEndorsements {
    private static final int MAX_ERRORS = 20;
    private static final String ADD =
            "select add_endorsements($1::bytea[], $2::bytea[], $3::text[], $4, $5, $6, $7) as added";
    private static final String CONFLICTS =
            "select device_id, manufacturer from contradicted_endorsements($1::bytea[], $2::bytea[], $3, $4)";
    // After a large import, cached query plans would still scan the whole table, so ANALYZE replaces them.
    private static final int ANALYZE_FROM = 1_000;
    private static final String ANALYZE = "select analyze_endorsements()";
    private static final String REASSIGN = "select reassign_endorsements($1::bytea[], $2, $3) as reassigned";

    private final ManufacturerKeys keys;
    private final Manufacturers manufacturers;
    private final ObjectMapper json;
    private final Commands commands;
    private final DiskSpace disk;
    private final Clock clock;

    ImportEndorsements(
            ManufacturerKeys keys,
            Manufacturers manufacturers,
            ObjectMapper json,
            Commands commands,
            DiskSpace disk,
            Clock clock) {
        this.keys = keys;
        this.manufacturers = manufacturers;
        this.json = json;
        this.commands = commands;
        this.disk = disk;
        this.clock = clock;
    }

    /**
     * Imports a signed list. Known chips keep their keys and SKU. The list that was signed last decides which catalog may claim them. Fails
     * with {@code invalid-content} if the list has errors or its manufacturer is revoked, and with {@code conflict} if it contradicts an
     * earlier list.
     */
    Uni<EndorsementImport> importList(String compact) {
        disk.requireRoom();
        return manufacturers
                .revoked()
                .chain(revoked -> Workers.run(() -> verify(compact, revoked)))
                .chain(list -> commands.run(list.devices().size(), tx -> write(tx, list)));
    }

    private EndorsementList verify(String compact, Set<String> revoked) {
        return EndorsementList.verify(
                compact,
                manufacturer -> {
                    if (revoked.contains(manufacturer)) {
                        throw ProblemException.badContent(
                                "The manufacturer " + manufacturer + " is revoked. Nothing was imported.");
                    }
                    return keys.endorsing(manufacturer);
                },
                json,
                clock.instant());
    }

    private Uni<EndorsementImport> write(Tx tx, EndorsementList list) {
        Object devices =
                Columns.byteArrays(list.devices(), device -> device.deviceId().bytes());
        Object generalKeys =
                Columns.byteArrays(list.devices(), device -> device.generalKey().bytes());
        return tx.one(
                        ADD,
                        row -> row.getLong("added"),
                        devices,
                        generalKeys,
                        Columns.texts(list.devices(), device -> Objects.requireNonNullElse(device.sku(), "")),
                        list.manufacturer(),
                        tx.now(),
                        list.catalog(),
                        list.issuedAt())
                .call(() -> requireNoConflict(tx, list, devices, generalKeys))
                .call(added -> added < ANALYZE_FROM ? Uni.createFrom().voidItem() : tx.run(ANALYZE))
                .chain(added -> tx.one(
                                REASSIGN, row -> row.getLong("reassigned"), devices, list.catalog(), list.issuedAt())
                        .map(reassigned -> result(list, added.intValue(), reassigned.intValue())))
                .call(done ->
                        tx.emit(Event.of("EndorsementsImported", list.manufacturer(), Map.of("added", done.added()))))
                .call(done -> tx.audit(tx.entry("ImportEndorsements", list.manufacturer(), sentence(list, done))
                        .changing("added", null, done.added())
                        .changing("reassigned", null, done.reassigned())
                        .changing("catalog", null, list.catalog())
                        .changing("issuedAt", null, list.issuedAt().toString())));
    }

    /**
     * Fails if another list endorsed a chip with another manufacturer or key. Runs after the insert, which waits for concurrent imports of
     * the same chips.
     */
    private static Uni<Void> requireNoConflict(Tx tx, EndorsementList list, Object devices, Object generalKeys) {
        return tx.list(
                        CONFLICTS,
                        row -> Map.entry(Columns.device(row, "device_id"), row.getString("manufacturer")),
                        devices,
                        generalKeys,
                        list.manufacturer(),
                        MAX_ERRORS)
                .invoke(conflicts -> {
                    if (!conflicts.isEmpty()) {
                        throw ProblemException.conflict(
                                "Nothing was imported because the list contradicts an earlier one."
                                        + " Find out which of the two is wrong before you trust either.",
                                errors(list, conflicts));
                    }
                })
                .replaceWithVoid();
    }

    private static List<FieldError> errors(EndorsementList list, List<Map.Entry<DeviceId, String>> conflicts) {
        Map<DeviceId, Integer> positions = new HashMap<>();
        for (int index = 0; index < list.devices().size(); index++) {
            positions.put(list.devices().get(index).deviceId(), index);
        }
        return conflicts.stream()
                .map(conflict -> new FieldError(
                        "devices[" + positions.getOrDefault(conflict.getKey(), 0) + "]",
                        "device " + conflict.getKey().shortText() + "… is already endorsed by " + conflict.getValue()
                                + (conflict.getValue().equals(list.manufacturer())
                                        ? ", with another general key"
                                        : "")))
                .toList();
    }

    private static EndorsementImport result(EndorsementList list, int added, int reassigned) {
        return new EndorsementImport(list.manufacturer(), added, list.devices().size() - added, reassigned);
    }

    private static String sentence(EndorsementList list, EndorsementImport done) {
        return "Imported " + done.added() + " new chips; " + done.known() + " were already known"
                + (done.reassigned() > 0 ? ", " + done.reassigned() + " of them with another catalog" : "")
                + (list.catalog() == null ? "." : "; all are for " + list.catalog() + ".");
    }
}
