package dev.holdfast.backend.tenancy;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.operator.catalog.CatalogDeletionImpact;
import dev.holdfast.contract.operator.catalog.CatalogSettings;
import dev.holdfast.contract.operator.catalog.CatalogView;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Changes the display name of a catalog, and deletes a catalog without devices. */
@ApplicationScoped
class ChangeCatalog {
    // Transactions that add devices lock the catalog for key share: those that run end first, and later ones find no
    // group.
    private static final String LOCK = "select catalog_id from catalog where catalog_id = $1 for update";
    private static final String JOBS =
            "select count(*) as jobs from device_job where catalog_id = $1 and state = 'RUNNING'";
    private static final String DELETE_IMAGES = "delete from image_chunk where catalog_id = $1";
    private static final String IMPACT = """
            select (select count(*) from device where catalog_id = $1) as devices,
                (select count(*) from product where catalog_id = $1 and not unassigned) as products,
                (select count(*) from image where catalog_id = $1 and deleted_at is null) as images,
                (select count(*) from role_assignment where catalog_id = $1) as roles,
                (select count(*) from api_token where catalog_id = $1 and revoked_at is null and expires_at > $2) as tokens,
                (select count(*) from issued_certificate i where i.catalog_id = $1 and i.not_after > $2
                    and not exists (select from certificate_revocation r
                        where r.catalog_id = i.catalog_id and r.serial = i.serial)) as certificates""";

    private final Commands commands;
    private final Access access;

    ChangeCatalog(Commands commands, Access access) {
        this.commands = commands;
        this.access = access;
    }

    /** Returns the entity tag of a catalog. */
    static String tag(CatalogView catalog) {
        return EntityTag.of(catalog.id(), catalog.displayName());
    }

    /** Replaces the display name, without spaces around it; an equal one changes nothing. */
    Uni<CatalogView> change(CatalogSettings request, IfMatch expected) {
        String displayName = request.displayName().strip();
        return commands.run(tx -> locked(tx)
                .invoke(catalog -> expected.require(tag(catalog.view())))
                .call(catalog -> catalog.view().displayName().equals(displayName)
                        ? Uni.createFrom().voidItem()
                        : rename(tx, catalog, displayName))
                .map(Catalog::view));
    }

    private static Uni<Void> rename(Tx tx, Catalog catalog, String displayName) {
        CatalogView before = catalog.view();
        catalog.rename(displayName);
        return tx.session()
                .chain(session -> session.update(catalog))
                .chain(() -> tx.audit(
                        tx.entry("ChangeCatalog", before.name(), "Changed the display name of the catalog.")
                                .changing("displayName", before.displayName(), displayName),
                        Event.of("CatalogChanged", before.name(), Map.of("displayName", displayName))));
    }

    /** Returns what deleting the catalog would end. */
    Uni<CatalogDeletionImpact> impact() {
        requireInstallationOwner();
        return commands.run(ChangeCatalog::impact);
    }

    /** Deletes the catalog and the content of its images; fails with {@code conflict} while it has devices or running jobs. */
    Uni<Void> delete(IfMatch expected) {
        requireInstallationOwner();
        return commands.runLongRunning(tx -> locked(tx)
                .invoke(catalog -> expected.require(tag(catalog.view())))
                .call(() -> impact(tx).invoke(ChangeCatalog::requireNoDevices))
                .call(() ->
                        tx.one(JOBS, row -> row.getLong("jobs"), tx.catalog()).invoke(ChangeCatalog::requireNoJobs))
                .call(() -> tx.update(DELETE_IMAGES, tx.catalog()))
                .chain(catalog -> delete(tx, catalog)));
    }

    private static Uni<Void> delete(Tx tx, Catalog catalog) {
        CatalogView before = catalog.view();
        catalog.delete(tx.now());
        AuditEntry entry = tx.entry(
                "DeleteCatalog",
                before.name(),
                "Deleted the catalog " + before.displayName() + ", which had no devices.");
        List<Event> events = List.of(Event.of("CatalogDeleted", before.name(), Map.of()));
        return tx.session()
                .chain(session -> session.update(catalog))
                .chain(() -> tx.recordIn(CatalogId.INSTALLATION, List.of(entry), events))
                .chain(() -> tx.audit(entry, events));
    }

    private static Uni<Catalog> locked(Tx tx) {
        return tx.one(LOCK, row -> row.getUUID("catalog_id"), tx.catalog())
                .chain(id -> tx.session().chain(session -> session.get(Catalog.class, id)));
    }

    private static Uni<CatalogDeletionImpact> impact(Tx tx) {
        return tx.one(IMPACT, ChangeCatalog::impact, tx.catalog(), tx.now());
    }

    private static CatalogDeletionImpact impact(Row row) {
        return new CatalogDeletionImpact(
                row.getLong("devices"),
                row.getLong("products"),
                row.getLong("images"),
                row.getLong("roles"),
                row.getLong("tokens"),
                row.getLong("certificates"),
                List.of(
                        "Only a catalog without devices can be deleted. Unclaim or transfer the devices first.",
                        "Nobody can read the catalog any more. Its roles and tokens have no effect.",
                        "Its name becomes free. Remove groups of the identity provider that contain the name.",
                        "Its images are deleted. Its other data and its audit log stay in the database. Its revocation lists are still served.",
                        "This cannot be undone."));
    }

    private static void requireNoDevices(CatalogDeletionImpact impact) {
        if (impact.devices() > 0) {
            throw ProblemException.conflict("The catalog has " + impact.devices()
                    + " devices. Nothing was deleted. Unclaim or transfer the devices, then try again.");
        }
    }

    private static void requireNoJobs(long jobs) {
        if (jobs > 0) {
            throw ProblemException.conflict(
                    "Jobs of the catalog run. Nothing was deleted. Cancel the jobs or wait for them, then try again.");
        }
    }

    private void requireInstallationOwner() {
        if (!access.caller().installationOwner()) {
            throw ProblemException.of(ProblemType.FORBIDDEN, "Only owners of the installation may delete catalogs.");
        }
    }
}
