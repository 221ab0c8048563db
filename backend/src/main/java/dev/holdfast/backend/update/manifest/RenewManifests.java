package dev.holdfast.backend.update.manifest;

import dev.holdfast.backend.fleet.UpdatePolicy;
import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Signs manifest sets again before they expire, with the same version. Groups get a new version if their images change:
 * their OS feed offers another release, their settings change, or a device with another part joins. The number of
 * written rows does not depend on the number of devices. Several backends may renew at once. The newer sets win.
 */
@ApplicationScoped
public class RenewManifests {
    private static final Logger LOG = Logger.getLogger(RenewManifests.class);
    private static final Duration RENEW_BEFORE = Duration.ofDays(4);
    private static final String DUE = "select catalog_id, group_id from manifest_sets_due($1)";
    private static final String GROUP = """
            select p.name as product, g.name, g.update_policy, g.target_manifest, d.deployment_id
            from device_group g
            join product p using (catalog_id, product_id)
            left join deployment d
                on d.catalog_id = g.catalog_id and d.group_id = g.group_id and d.superseded_at is null
            where g.catalog_id = $1 and g.group_id = $2
            for no key update of g""";
    private static final String SERVED = """
            select part, release_id, deployment_id from manifest_set where catalog_id = $1 and group_id = $2""";

    private static final String SET_TARGET = """
            update device_group set target_manifest = $4, renewal_due = false
            where catalog_id = $1 and group_id = $2 and target_manifest = $3""";
    private static final String SET_DEPLOYMENT_VERSION = """
            update deployment set manifest_version = $3 where catalog_id = $1 and deployment_id = $2""";
    private static final String DELETE_SETS = "delete from manifest_set where catalog_id = $1 and group_id = $2";

    private final Transactions transactions;
    private final ManifestSigner signer;

    RenewManifests(Transactions transactions, ManifestSigner signer) {
        this.transactions = transactions;
        this.signer = signer;
    }

    /** A group with manifest sets to renew. */
    private record Due(CatalogId catalog, UUID group) {}

    /** Origin of a manifest set: OS release and deployment. */
    private record Origin(@Nullable UUID release, @Nullable UUID deployment) {}

    /**
     * Planned renewal of a group.
     *
     * @param due the group
     * @param title product and group name for sentences
     * @param deployment deployment in the new version; null if there is none
     * @param offers OS offers of its feed
     * @param targets targets by part; empty if the group has no parts, or neither an offer nor a deployment
     * @param changed whether the targets changed
     * @param offersChanged whether the feed offers another release for a part that had a set, or none any more
     * @param oldVersion current version, 0 for none
     * @param newVersion new version; 0 if there are no targets
     */
    private record Renewal(
            Due due,
            String title,
            @Nullable UUID deployment,
            List<OsOffer> offers,
            List<PartTarget> targets,
            boolean changed,
            boolean offersChanged,
            long oldVersion,
            long newVersion) {
        Renewal withChange(Map<String, Origin> served, Map<String, Origin> planned) {
            boolean otherOffers = served.keySet().stream()
                    .anyMatch(part -> !Objects.equals(release(served, part), release(planned, part)));
            return new Renewal(
                    due,
                    title,
                    deployment,
                    offers,
                    targets,
                    !served.equals(planned),
                    otherOffers,
                    oldVersion,
                    newVersion);
        }

        Renewal withVersion(long version) {
            return new Renewal(due, title, deployment, offers, targets, changed, offersChanged, oldVersion, version);
        }

        private static @Nullable UUID release(Map<String, Origin> origins, String part) {
            Origin origin = origins.get(part);
            return origin == null ? null : origin.release();
        }
    }

    /** Renews all sets that are due. */
    @Scheduled(every = "5s", delayed = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    public Uni<Void> renew() {
        return transactions
                .inInstallation(tx -> tx.list(
                        DUE,
                        row -> new Due(new CatalogId(row.getUUID("catalog_id")), row.getUUID("group_id")),
                        tx.now().plus(RENEW_BEFORE)))
                // A failure in one group must not stop the others.
                .chain(due -> Sequential.eachOrReport(due, this::renew, LOG, "event=renewal-failed %s"));
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
        UpdatePolicy policy = UpdatePolicy.named(group.getString("update_policy"));
        return SetContents.of(tx, due.group(), policy, group.getUUID("deployment_id"))
                .chain(contents -> renewal(
                        tx,
                        new Renewal(
                                due,
                                NoGroup.title(group.getString("product"), group.getString("name")),
                                contents.deployment(),
                                contents.offers(),
                                contents.targets(),
                                false,
                                false,
                                group.getLong("target_manifest"),
                                0)));
    }

    /**
     * Plans a new version if the targets changed, otherwise the same one. Without targets, plans version 0, or nothing if there are no sets
     * to remove.
     */
    private Uni<Optional<Renewal>> renewal(Tx tx, Renewal planned) {
        Due due = planned.due();
        return tx.list(SERVED, row -> row, due.catalog(), due.group()).chain(served -> {
            Renewal renewal = planned.withChange(origins(served), origins(planned.targets(), planned));
            if (renewal.targets().isEmpty()) {
                return Uni.createFrom()
                        .item(Optional.of(renewal.withVersion(0)).filter(empty -> empty.oldVersion() > 0));
            }
            return renewal.changed() || renewal.oldVersion() == 0
                    ? signer.nextVersion(tx).map(version -> Optional.of(renewal.withVersion(version)))
                    : Uni.createFrom().item(Optional.of(renewal.withVersion(renewal.oldVersion())));
        });
    }

    private static Map<String, Origin> origins(List<Row> served) {
        Map<String, Origin> origins = new HashMap<>();
        served.forEach(row -> origins.put(
                row.getString("part"), new Origin(row.getUUID("release_id"), row.getUUID("deployment_id"))));
        return origins;
    }

    private static Map<String, Origin> origins(List<PartTarget> targets, Renewal renewal) {
        Map<String, Origin> origins = new HashMap<>();
        targets.forEach(target -> origins.put(target.part(), new Origin(target.release(), renewal.deployment())));
        return origins;
    }

    private Uni<Void> carryOut(Renewal renewal) {
        return signer.sign(renewal.due().catalog(), renewal.due().group(), renewal.newVersion(), renewal.targets())
                .chain(signed -> transactions.inCatalog(renewal.due().catalog(), tx -> write(tx, renewal, signed)));
    }

    /** Writes nothing if a deployment or another renewal changed the version meanwhile, because the stored sets are newer. */
    private Uni<Void> write(Tx tx, Renewal renewal, ManifestSigner.Signed signed) {
        UUID group = renewal.due().group();
        return tx.update(SET_TARGET, tx.catalog(), group, renewal.oldVersion(), renewal.newVersion())
                .chain(aimed -> aimed == 0
                        ? Uni.createFrom().voidItem()
                        : store(tx, renewal, signed)
                                .chain(() -> tx.emit(Event.of(
                                                "ManifestSetRenewed",
                                                group.toString(),
                                                Map.of("manifestVersion", renewal.newVersion()))
                                        .invalidating(Change.of(group))))
                                .chain(() -> renewal.changed()
                                        ? tx.audit(entry(renewal))
                                        : Uni.createFrom().voidItem()));
    }

    private Uni<Void> store(Tx tx, Renewal renewal, ManifestSigner.Signed signed) {
        UUID group = renewal.due().group();
        if (renewal.targets().isEmpty()) {
            return tx.update(DELETE_SETS, tx.catalog(), group).replaceWithVoid();
        }
        // Matches no row if there is no deployment.
        return tx.update(SET_DEPLOYMENT_VERSION, tx.catalog(), renewal.deployment(), renewal.newVersion())
                .chain(() -> signer.store(tx, group, signed));
    }

    private static AuditEntry entry(Renewal renewal) {
        return AuditEntry.by(AuditLog.SYSTEM, "OfferOperatingSystem", renewal.title(), sentence(renewal));
    }

    private static String sentence(Renewal renewal) {
        if (!renewal.offersChanged() && renewal.offers().isEmpty()) {
            return "The settings of the group or the parts of its devices changed. "
                    + (renewal.newVersion() == 0
                            ? "The group gets no software any more. Devices keep theirs."
                            : "Its software is in manifest version " + renewal.newVersion() + ".");
        }
        return renewal.offers().isEmpty()
                ? "The group's feed no longer offers an operating system. Devices keep theirs."
                : renewal.offers().stream()
                        .map(OsOffer::title)
                        .collect(Collectors.joining(
                                ", ",
                                "The group's feed offers ",
                                " in manifest version " + renewal.newVersion() + "."));
    }
}
