package dev.holdfast.backend.attestation.record;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.tx.Sequential;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.device.InternalApi.Change;
import dev.holdfast.contract.operator.device.Trust;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Audit entries and events for the trust changes and the attested deployments of a batch, by catalog. */
final class TrustChanges {
    /** Sorted, so that two batches cannot deadlock. */
    private final Map<CatalogId, OfCatalog> catalogs = new TreeMap<>(Comparator.comparing(CatalogId::value));

    private TrustChanges() {}

    private record OfCatalog(List<AuditEntry> entries, List<Event> events) {}

    /**
     * A stored attestation.
     *
     * @param position position in the batch, from 1
     * @param newest whether it is the device's newest in the batch
     * @param oldTrust trust before
     * @param oldCode reason code before
     * @param oldManifest version of the manifest set attested before; 0 for none
     * @param newManifest version attested now; 0 for none
     */
    record Recorded(int position, boolean newest, Trust oldTrust, String oldCode, long oldManifest, long newManifest) {
        static Recorded of(Row row) {
            return new Recorded(
                    row.getInteger("ordinal"),
                    row.getBoolean("newest"),
                    Trust.valueOf(row.getString("old_trust")),
                    row.getString("old_code"),
                    row.getLong("old_manifest"),
                    row.getLong("new_manifest"));
        }
    }

    static TrustChanges of(List<AttestationRecord> attestations, List<Recorded> recorded) {
        TrustChanges changes = new TrustChanges();
        recorded.stream()
                .filter(Recorded::newest)
                .sorted(Comparator.comparingInt(Recorded::position))
                .forEach(after -> changes.add(attestations.get(after.position() - 1), after));
        return changes;
    }

    private void add(AttestationRecord now, Recorded before) {
        Trust trust = now.conclusion().trust();
        String device = now.device().text();
        boolean changed = trust != before.oldTrust();
        if (changed) {
            ofCatalog(now).entries().add(entry(now, before.oldTrust()));
        }
        if (changed || !now.reasonCode().equals(before.oldCode())) {
            ofCatalog(now)
                    .events()
                    .add(Event.of(
                                    "DeviceTrustChanged",
                                    device,
                                    Map.of(
                                            "from",
                                            before.oldTrust(),
                                            "to",
                                            trust,
                                            "code",
                                            now.reasonCode(),
                                            "reason",
                                            now.reason()))
                            .invalidating(Change.of(now.device())));
        }
        if (before.newManifest() > 0 && before.newManifest() != before.oldManifest()) {
            ofCatalog(now)
                    .events()
                    .add(Event.of("DeploymentAttested", device, Map.of("manifestVersion", before.newManifest())));
        }
    }

    private OfCatalog ofCatalog(AttestationRecord now) {
        return catalogs.computeIfAbsent(
                new CatalogId(now.catalog()), catalog -> new OfCatalog(new ArrayList<>(), new ArrayList<>()));
    }

    private static AuditEntry entry(AttestationRecord now, Trust before) {
        String change = "Trust changed from " + name(before) + " to "
                + name(now.conclusion().trust());
        return AuditEntry.by(
                AuditLog.SYSTEM,
                "AttestDevice",
                now.device().text(),
                now.reason().isEmpty() ? change + "." : change + ": " + now.reason());
    }

    private static String name(Trust trust) {
        return trust.name().toLowerCase(Locale.ROOT);
    }

    Uni<Void> record(Tx tx) {
        return Sequential.each(
                catalogs.entrySet(),
                catalog -> tx.recordIn(
                        catalog.getKey(),
                        catalog.getValue().entries(),
                        catalog.getValue().events()));
    }
}
