package dev.holdfast.backend.attestation.reference;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.CatalogDirectory;
import dev.holdfast.backend.tenancy.CatalogRef;
import dev.holdfast.contract.id.ImageId;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/**
 * Makes tentative reference values permanent once every device that they are deployed to has attested them: in each group
 * whose current deployment has the image there is a device, and none is left that has not attested the target.
 */
@ApplicationScoped
public class ConfirmAttested {
    private static final String CONFIRM = """
            update reference_value v set tentative = false
            where v.catalog_id = $1 and v.tentative and v.retired_at is null
              and (select count(*) > 0 and bool_and(
                       g.target_manifest > 0
                       and exists (select from device d where d.catalog_id = g.catalog_id and d.group_id = g.group_id)
                       and not exists (select from device d where d.catalog_id = g.catalog_id
                           and d.group_id = g.group_id and d.attested_manifest <> g.target_manifest))
                   from manifest_set m
                   join deployment_image i on i.catalog_id = m.catalog_id and i.deployment_id = m.deployment_id
                   join device_group g on g.catalog_id = m.catalog_id and g.group_id = m.group_id
                   where m.catalog_id = v.catalog_id and i.image_id = v.image_id)
            returning v.image_id, v.name""";

    private final CatalogDirectory catalogs;
    private final Transactions transactions;

    ConfirmAttested(CatalogDirectory catalogs, Transactions transactions) {
        this.catalogs = catalogs;
        this.transactions = transactions;
    }

    private record Confirmed(ImageId image, String name) {}

    /** Looks into every catalog, one after the other. */
    @Scheduled(every = "30s", delayed = "20s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> confirm() {
        return catalogs.all()
                .onItem()
                .transformToMulti(all -> Multi.createFrom().iterable(all))
                .map(CatalogRef::id)
                .onItem()
                .transformToUniAndConcatenate(this::confirm)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> confirm(CatalogId catalog) {
        return transactions.inCatalog(
                catalog,
                tx -> tx.list(
                                CONFIRM,
                                row -> new Confirmed(new ImageId(row.getUUID("image_id")), row.getString("name")),
                                catalog)
                        .chain(all -> tell(tx, all)));
    }

    private Uni<Void> tell(Tx tx, List<Confirmed> all) {
        List<Event> events = all.stream()
                .map(one -> Event.of("ReferenceValueConfirmed", one.image().text(), Map.of("name", one.name())))
                .toList();
        return tx.emit(events)
                .chain(() -> Multi.createFrom()
                        .iterable(all)
                        .onItem()
                        .transformToUniAndConcatenate(one -> tx.audit(AuditEntry.by(
                                        AuditLog.SYSTEM,
                                        "ConfirmReferenceValue",
                                        one.image().text(),
                                        "Made " + one.name()
                                                + " permanent: every device that it is deployed to attested it.")
                                .changing("standing", "TENTATIVE", "PERMANENT")))
                        .collect()
                        .last()
                        .replaceWithVoid());
    }
}
