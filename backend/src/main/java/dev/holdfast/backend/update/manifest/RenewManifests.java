package dev.holdfast.backend.update.manifest;

import dev.holdfast.backend.fleet.UpdatePolicy;
import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.tx.Sequential;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.update.feed.OsOffer;
import dev.holdfast.contract.device.InternalApi.Change;
import dev.holdfast.contract.operator.product.NoGroup;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Signs manifest sets again before they expire, with the same version. Groups get a new version if their images change:
 * their OS feed offers another release, their settings change, a device with another part joins, or the devices of an aborted rollout
 * must return to the group's images. The sets of devices that a rollout has
 * opened come last, so that their version is the highest. Sets that are installed at once stay so. The number of written rows does not depend
 * on the number of devices. Several backends may renew at once. The newer sets win.
 */
@ApplicationScoped
public class RenewManifests {
    private static final Logger LOG = Logger.getLogger(RenewManifests.class);
    private static final Duration RENEW_BEFORE = Duration.ofDays(4);
    private static final Duration RENEW_NEXT_BEFORE = Duration.ofHours(12);
    private static final String DUE = "select catalog_id, group_id, next_only from manifest_sets_due($1, $2)";
    private static final String GROUP = """
            select p.name as product, g.name, g.update_policy, g.target_manifest, g.xmin::text as row_version, d.deployment_id, exists (
                    select from rollout r
                    where r.catalog_id = g.catalog_id and r.group_id = g.group_id and r.state = 'ABORTED'
                      and r.tentative_until < $3 and r.version > g.target_manifest
                      and cardinality(r.releases) = 0) as is_outdated,
                exists (
                    select from rollout r join device m on m.catalog_id = r.catalog_id and m.rollout_id = r.rollout_id
                    where r.catalog_id = g.catalog_id and r.group_id = g.group_id and r.state = 'ABORTED'
                      and r.version > g.target_manifest and cardinality(r.releases) = 0 and m.group_id = g.group_id
                      and m.rollout_step in ('STAGED', 'DEFERRED', 'INSTALLED', 'CONFIRMED', 'ATTESTED', 'NOT_ATTESTED',
                          'SILENT')) as leads_back
            from device_group g
            join product p using (catalog_id, product_id)
            left join deployment d on d.catalog_id = g.catalog_id and d.group_id = g.group_id
                and d.current_since is not null and d.superseded_at is null
            where g.catalog_id = $1 and g.group_id = $2
            for no key update of g""";

    // A change of the group since the plan keeps its sets due. So does a stop of all rollouts, if another release is
    // planned.
    private static final String SET_TARGET = """
            update device_group set target_manifest = $4, renewal_due = renewal_due and not ($5 and xmin::text = $6)
            where catalog_id = $1 and group_id = $2 and target_manifest = $3
              and ($7::uuid[] <@ array(
                      select m.release_id from manifest_set m
                      where m.catalog_id = $1 and m.group_id = $2 and m.cohort = 'CURRENT')
                  or not exists (select from catalog c where c.catalog_id = $1 and c.rollouts_stopped_at is not null))""";
    private static final String DELETE_SETS = """
            delete from manifest_set where catalog_id = $1 and group_id = $2 and cohort = 'CURRENT'""";

    private final Transactions transactions;
    private final ManifestSigner signer;

    RenewManifests(Transactions transactions, ManifestSigner signer) {
        this.transactions = transactions;
        this.signer = signer;
    }

    /**
     * A group with manifest sets to renew.
     *
     * @param nextOnly whether only the sets of open devices are due
     */
    private record Due(CatalogId catalog, UUID group, boolean nextOnly) {
        static Due read(Row row) {
            return new Due(
                    new CatalogId(row.getUUID("catalog_id")), row.getUUID("group_id"), row.getBoolean("next_only"));
        }
    }

    /**
     * Planned renewal of a group.
     *
     * @param due the group
     * @param title product and group name for sentences
     * @param rowVersion version of the group's row that the plan read
     * @param current sets of the devices that no rollout has opened
     * @param next sets of the other devices; null if the group has no active rollout
     */
    private record Renewal(
            Due due,
            String title,
            String rowVersion,
            CohortRenewal current,
            @Nullable NextRenewal next) {
        /** Returns whether the sets of the devices that no rollout has opened are signed again, or removed. */
        boolean renewsCurrent() {
            return !current.isEmpty() && (!due.nextOnly() || current.isNewVersion());
        }
    }

    /** Signed sets of a group; null for sets that are not renewed. */
    private record SignedSets(ManifestSigner.@Nullable Signed current, ManifestSigner.@Nullable Signed next) {}

    /** Renews all sets that are due. */
    @Scheduled(every = "5s", delayed = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    public Uni<Void> renew() {
        return transactions
                .inInstallation(tx -> tx.list(
                        DUE, Due::read, tx.now().plus(RENEW_BEFORE), tx.now().plus(RENEW_NEXT_BEFORE)))
                // A failure in one group must not stop the others.
                .chain(due -> Sequential.eachOrReport(due, this::renew, LOG, "event=renewal-failed %s"));
    }

    private Uni<Void> renew(Due due) {
        return transactions
                .inCatalog(due.catalog(), tx -> plan(tx, due))
                .chain(plan -> plan.filter(renewal -> renewal.renewsCurrent() || renewal.next() != null)
                        .map(this::carryOut)
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Optional<Renewal>> plan(Tx tx, Due due) {
        return tx.find(GROUP, row -> row, due.catalog(), due.group(), tx.now().plus(RENEW_NEXT_BEFORE))
                .chain(found -> found.map(group -> plan(tx, due, group).map(Optional::of))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Renewal> plan(Tx tx, Due due, Row group) {
        UpdatePolicy policy = UpdatePolicy.named(group.getString("update_policy"));
        String title = NoGroup.title(group.getString("product"), group.getString("name"));
        return SetContents.of(tx, due.group(), policy, group.getUUID("deployment_id"))
                .chain(contents -> CohortRenewal.plan(
                        tx,
                        signer,
                        due.group(),
                        Cohort.CURRENT,
                        contents,
                        group.getLong("target_manifest"),
                        group.getBoolean("is_outdated"),
                        group.getBoolean("leads_back")))
                .chain(current -> NextRenewal.plan(tx, signer, due.group(), policy, current)
                        .map(next ->
                                new Renewal(due, title, group.getString("row_version"), current, next.orElse(null))));
    }

    private Uni<Void> carryOut(Renewal renewal) {
        return sign(renewal)
                .chain(signed -> transactions.inCatalog(renewal.due().catalog(), tx -> write(tx, renewal, signed)));
    }

    private Uni<SignedSets> sign(Renewal renewal) {
        Due due = renewal.due();
        NextRenewal next = renewal.next();
        Uni<Optional<ManifestSigner.Signed>> current = renewal.renewsCurrent()
                ? sign(due, null, renewal.current())
                : Uni.createFrom().item(Optional.empty());
        return current.chain(first -> (next == null
                        ? Uni.createFrom().item(Optional.<ManifestSigner.Signed>empty())
                        : sign(due, next.open(), next.sets()))
                .map(second -> new SignedSets(first.orElse(null), second.orElse(null))));
    }

    private Uni<Optional<ManifestSigner.Signed>> sign(Due due, @Nullable OpenDevices open, CohortRenewal sets) {
        Uni<ManifestSigner.Signed> signed = sets.atOnce()
                ? signer.signAtOnce(due.catalog(), due.group(), open, sets.newVersion(), sets.targets())
                : signer.sign(due.catalog(), due.group(), open, sets.newVersion(), sets.targets());
        return signed.map(Optional::of);
    }

    /**
     * Writes nothing if a deployment or another renewal changed the version meanwhile, because the stored sets are newer, or if a person
     * stopped all rollouts.
     */
    private Uni<Void> write(Tx tx, Renewal renewal, SignedSets signed) {
        UUID group = renewal.due().group();
        CohortRenewal current = renewal.current();
        return tx.update(
                        SET_TARGET,
                        tx.catalog(),
                        group,
                        current.oldVersion(),
                        current.newVersion(),
                        renewal.renewsCurrent(),
                        renewal.rowVersion(),
                        Columns.guids(current.contents().offers(), OsOffer::release))
                .chain(aimed -> aimed == 0
                        ? Uni.createFrom().voidItem()
                        : store(tx, renewal, signed)
                                .chain(() -> tx.emit(Event.of(
                                                "ManifestSetRenewed",
                                                group.toString(),
                                                Map.of("manifestVersion", current.newVersion()))
                                        .invalidating(Change.of(group))))
                                .chain(() -> current.changed()
                                        ? tx.audit(entry(renewal))
                                        : Uni.createFrom().voidItem()));
    }

    private Uni<Void> store(Tx tx, Renewal renewal, SignedSets signed) {
        UUID group = renewal.due().group();
        ManifestSigner.Signed current = signed.current();
        ManifestSigner.Signed next = signed.next();
        NextRenewal planned = renewal.next();
        Uni<Void> first = current == null
                ? Uni.createFrom().voidItem()
                : current.sets().isEmpty()
                        ? tx.update(DELETE_SETS, tx.catalog(), group).replaceWithVoid()
                        : signer.store(tx, group, current);
        return next == null || planned == null
                ? first
                : first.chain(() -> planned.setVersion(tx))
                        .chain(isSame -> isSame
                                ? signer.store(tx, group, next)
                                : Uni.createFrom().voidItem());
    }

    private static AuditEntry entry(Renewal renewal) {
        return AuditEntry.by(AuditLog.SYSTEM, "OfferOperatingSystem", renewal.title(), sentence(renewal.current()));
    }

    private static String sentence(CohortRenewal renewal) {
        List<OsOffer> offers = renewal.contents().offers();
        if (!renewal.offersChanged() && offers.isEmpty()) {
            return "The settings of the group or the parts of its devices changed. "
                    + (renewal.newVersion() == 0
                            ? "The group gets no software any more. Devices keep theirs."
                            : "Its software is in manifest version " + renewal.newVersion() + ".");
        }
        return offers.isEmpty()
                ? "The group gets no operating system any more. Devices keep theirs."
                : offers.stream()
                        .map(OsOffer::title)
                        .collect(Collectors.joining(
                                ", ", "The group gets ", " in manifest version " + renewal.newVersion() + "."));
    }
}
