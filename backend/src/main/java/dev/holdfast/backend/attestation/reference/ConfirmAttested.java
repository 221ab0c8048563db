package dev.holdfast.backend.attestation.reference;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.tx.Actor;
import dev.holdfast.backend.platform.tx.Sequential;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.CatalogDirectory;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/**
 * Makes tentative reference values permanent after every targeted device has attested them: each group with a current deployment of the
 * image must have devices, and all of them must have attested the group's target. The values of a rollout's images become permanent only
 * when it completes.
 */
@ApplicationScoped
public class ConfirmAttested {
    private static final String CONFIRM = """
            update reference_value v set tentative = false
            where v.catalog_id = $1 and v.tentative and v.retired_at is null
              and not exists (
                  select from active_rollout r
                  join deployment_image i on i.catalog_id = r.catalog_id and i.deployment_id = r.deployment_id
                  where r.catalog_id = v.catalog_id and i.image_id = v.image_id)
              and (select count(*) > 0 and bool_and(
                       g.target_manifest > 0
                       and exists (select from device d where d.catalog_id = g.catalog_id and d.group_id = g.group_id)
                       and not exists (select from device d where d.catalog_id = g.catalog_id
                           and d.group_id = g.group_id and d.attested_manifest <> g.target_manifest))
                   from manifest_set m
                   join deployment_image i on i.catalog_id = m.catalog_id and i.deployment_id = m.deployment_id
                   join device_group g on g.catalog_id = m.catalog_id and g.group_id = m.group_id
                   where m.catalog_id = v.catalog_id and m.cohort = 'CURRENT' and i.image_id = v.image_id)
            returning v.image_id, v.name""";

    private final CatalogDirectory catalogs;
    private final Transactions transactions;

    ConfirmAttested(CatalogDirectory catalogs, Transactions transactions) {
        this.catalogs = catalogs;
        this.transactions = transactions;
    }

    /** Checks all catalogs, one after the other. */
    @Scheduled(every = "30s", delayed = "20s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> confirm() {
        return catalogs.all().chain(all -> Sequential.each(all, catalog -> confirm(catalog.id())));
    }

    private Uni<Void> confirm(CatalogId catalog) {
        return transactions.inCatalog(
                Actor.SYSTEM,
                catalog,
                tx -> tx.list(CONFIRM, row -> row, catalog)
                        .call(all ->
                                tx.emit(all.stream().map(ConfirmAttested::event).toList()))
                        .chain(all ->
                                tx.audit(all.stream().map(row -> entry(tx, row)).toList())));
    }

    private static Event event(Row row) {
        return Event.of("ReferenceValueConfirmed", image(row), Map.of("name", row.getString("name")));
    }

    private static AuditEntry entry(Tx tx, Row row) {
        return tx.entry(
                        "ConfirmReferenceValue",
                        image(row),
                        "Made " + row.getString("name")
                                + " permanent: all devices that it is deployed to have attested it.")
                .changing("state", "TENTATIVE", "PERMANENT");
    }

    private static String image(Row row) {
        return row.getUUID("image_id").toString();
    }
}
