package dev.holdfast.backend.update;

import dev.holdfast.backend.fleet.UpdatePolicy;
import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.tx.InTurn;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Signs manifest sets again: those that would expire, with the version that they have; with a new version those of groups
 * whose OS feed offers something else than the sets have, and those of groups into which devices came that had seen a
 * higher version, because such a device refuses the old. However many devices a group has, it is a handful of rows.
 * Several backends may do it at once: the newer sets stay.
 */
@ApplicationScoped
public class RenewManifests {
    private static final Logger LOG = Logger.getLogger(RenewManifests.class);
    private static final Duration IN_TIME = Duration.ofDays(4);
    private static final String DUE = "select catalog_id, group_id from manifest_sets_due($1)";
    private static final String GROUP = """
            select p.name as product, g.name, g.update_policy, g.target_manifest, g.renewal_due, d.deployment_id
            from device_group g
            join product p using (catalog_id, product_id)
            left join deployment d
                on d.catalog_id = g.catalog_id and d.group_id = g.group_id and d.superseded_at is null
            where g.catalog_id = $1 and g.group_id = $2
            for no key update of g""";
    private static final String SERVED = """
            select part, release_id, deployment_id from manifest_set where catalog_id = $1 and group_id = $2""";

    private static final String AIM = """
            update device_group set target_manifest = $4, renewal_due = false
            where catalog_id = $1 and group_id = $2 and target_manifest = $3""";
    private static final String CARRY = """
            update deployment set manifest_version = $3 where catalog_id = $1 and deployment_id = $2""";
    private static final String FORGET = "delete from manifest_set where catalog_id = $1 and group_id = $2";

    private final Transactions transactions;
    private final ManifestSigner signer;

    RenewManifests(Transactions transactions, ManifestSigner signer) {
        this.transactions = transactions;
        this.signer = signer;
    }

    /** A group whose sets are due. */
    private record Due(CatalogId catalog, UUID group) {}

    /** What a set lists, by what that follows from. */
    private record Source(@Nullable UUID release, @Nullable UUID deployment) {}

    /**
     * What a group will be served.
     *
     * @param due which group
     * @param title how it is called in sentences
     * @param deployment the deployment that goes on with the new version; null when none does
     * @param offers what its feed offers
     * @param targets what its devices should run, by part; none when nobody says anything any more
     * @param changed whether that is something else than before
     * @param oldVersion the version that it has, 0 for none
     * @param newVersion the version that it gets; 0 when it gets none
     */
    private record Renewal(
            Due due,
            String title,
            @Nullable UUID deployment,
            List<OsOffer> offers,
            List<PartTarget> targets,
            boolean changed,
            long oldVersion,
            long newVersion) {
        Renewal to(boolean isChanged, long version) {
            return new Renewal(due, title, deployment, offers, targets, isChanged, oldVersion, version);
        }
    }

    /** Renews every set that is due. */
    @Scheduled(every = "5s", delayed = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    public Uni<Void> renew() {
        return transactions
                .inInstallation(tx -> tx.list(
                        DUE,
                        row -> new Due(new CatalogId(row.getUUID("catalog_id")), row.getUUID("group_id")),
                        tx.now().plus(IN_TIME)))
                .chain(due -> InTurn.each(due, this::renewOrReport));
    }

    /** One group whose sets cannot be renewed must not keep all others from theirs. */
    private Uni<Void> renewOrReport(Due due) {
        return renew(due)
                .onFailure()
                .invoke(failure ->
                        LOG.errorf(failure, "event=renewal-failed catalog=%s group=%s", due.catalog(), due.group()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> renew(Due due) {
        return transactions
                .inCatalog(due.catalog(), tx -> plan(tx, due))
                .chain(plan -> plan.map(this::carryOut)
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Optional<Renewal>> plan(Tx tx, Due due) {
        return tx.find(GROUP, row -> row, due.catalog(), due.group())
                .chain(found -> found.map(group -> targets(tx, due, group))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Optional<Renewal>> targets(Tx tx, Due due, Row group) {
        @Nullable UUID deployment = takesApplications(group) ? group.getUUID("deployment_id") : null;
        return OsOffer.of(tx, due.group())
                .chain(offers -> customers(tx, deployment)
                        .chain(customers -> renewal(
                                tx,
                                new Renewal(
                                        due,
                                        NoGroup.title(group.getString("product"), group.getString("name")),
                                        deployment,
                                        offers,
                                        PartTarget.of(offers, customers.orElse(null)),
                                        false,
                                        group.getLong("target_manifest"),
                                        0),
                                group.getBoolean("renewal_due"))));
    }

    private static boolean takesApplications(Row group) {
        return !UpdatePolicy.NO_APPLICATIONS.apiName().equals(group.getString("update_policy"));
    }

    private static Uni<Optional<PartTarget.Customers>> customers(Tx tx, @Nullable UUID deployment) {
        return deployment == null
                ? Uni.createFrom().item(Optional.empty())
                : DeployedImage.of(tx, List.of(deployment))
                        .map(images -> Optional.of(
                                new PartTarget.Customers(deployment, images.getOrDefault(deployment, List.of()))));
    }

    private Uni<Optional<Renewal>> renewal(Tx tx, Renewal renewal, boolean mustGrow) {
        Due due = renewal.due();
        return tx.list(SERVED, row -> row, due.catalog(), due.group()).chain(served -> {
            boolean changed = !sources(served).equals(sources(renewal.targets(), renewal));
            if (renewal.targets().isEmpty()) {
                return Uni.createFrom()
                        .item(Optional.of(renewal.to(changed, 0)).filter(empty -> empty.oldVersion() > 0));
            }
            return changed || mustGrow || renewal.oldVersion() == 0
                    ? signer.nextVersion(tx).map(version -> Optional.of(renewal.to(changed, version)))
                    : Uni.createFrom().item(Optional.of(renewal.to(false, renewal.oldVersion())));
        });
    }

    private static Map<String, Source> sources(List<Row> served) {
        Map<String, Source> sources = new HashMap<>();
        served.forEach(row -> sources.put(
                row.getString("part"), new Source(row.getUUID("release_id"), row.getUUID("deployment_id"))));
        return sources;
    }

    private static Map<String, Source> sources(List<PartTarget> targets, Renewal renewal) {
        Map<String, Source> sources = new HashMap<>();
        targets.forEach(target -> sources.put(target.part(), new Source(target.release(), renewal.deployment())));
        return sources;
    }

    private Uni<Void> carryOut(Renewal renewal) {
        return signer.sign(renewal.newVersion(), renewal.targets())
                .chain(signed -> transactions.inCatalog(renewal.due().catalog(), tx -> write(tx, renewal, signed)));
    }

    /** Writes nothing when a deployment came in between: its sets are new anyway. */
    private Uni<Void> write(Tx tx, Renewal renewal, ManifestSigner.Signed signed) {
        UUID group = renewal.due().group();
        return tx.update(AIM, tx.catalog(), group, renewal.oldVersion(), renewal.newVersion())
                .chain(aimed -> aimed == 0
                        ? Uni.createFrom().voidItem()
                        : serve(tx, renewal, signed)
                                .chain(() -> tx.emit(Event.of(
                                                "ManifestSetRenewed",
                                                group.toString(),
                                                Map.of("manifestVersion", renewal.newVersion()))
                                        .making(Change.Kind.GROUP_TARGET, group.toString())))
                                .chain(() -> renewal.changed()
                                        ? tx.audit(entry(renewal))
                                        : Uni.createFrom().voidItem()));
    }

    private Uni<Void> serve(Tx tx, Renewal renewal, ManifestSigner.Signed signed) {
        UUID group = renewal.due().group();
        if (renewal.targets().isEmpty()) {
            return tx.update(FORGET, tx.catalog(), group).replaceWithVoid();
        }
        // Without a deployment there is none of that GUID.
        return tx.update(CARRY, tx.catalog(), renewal.deployment(), renewal.newVersion())
                .chain(() -> signer.serve(tx, group, signed));
    }

    private static AuditEntry entry(Renewal renewal) {
        return AuditEntry.by(AuditLog.SYSTEM, "OfferOperatingSystem", renewal.title(), sentence(renewal));
    }

    private static String sentence(Renewal renewal) {
        return renewal.offers().isEmpty()
                ? "The group's feed offers no operating system any more; devices keep theirs."
                : renewal.offers().stream()
                        .map(OsOffer::title)
                        .collect(Collectors.joining(
                                ", ",
                                "The group's feed offers ",
                                "; that is manifest version " + renewal.newVersion() + "."));
    }
}
