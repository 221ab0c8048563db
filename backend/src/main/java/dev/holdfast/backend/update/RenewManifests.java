package dev.holdfast.backend.update;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.db.Transactions;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.outbox.Outbox;
import dev.holdfast.contract.device.InternalApi.Change;
import dev.holdfast.contract.operator.ImageView;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Signs manifest sets again: those that would expire, with the version that they have; and those of groups into which
 * devices came that had seen a higher version, with a new one, because such a device refuses the old. Several backends
 * may do it at once: the newer set stays.
 */
@ApplicationScoped
public class RenewManifests {
    private static final Duration IN_TIME = Duration.ofDays(4);
    private static final String DUE = "select catalog_id, group_id from manifest_sets_due($1)";
    private static final String SERVED = """
            select m.deployment_id, m.version, g.renewal_due
            from manifest_set m join device_group g using (catalog_id, group_id)
            where m.catalog_id = $1 and m.group_id = $2 and m.version = g.target_manifest
            for no key update of g""";
    private static final String AIM = """
            update device_group set target_manifest = $4, renewal_due = false
            where catalog_id = $1 and group_id = $2 and target_manifest = $3""";
    private static final String CARRY = """
            update deployment set manifest_version = $3 where catalog_id = $1 and deployment_id = $2""";

    private final Transactions transactions;
    private final ManifestSigner signer;
    private final Outbox outbox;
    private final Clock clock;

    RenewManifests(Transactions transactions, ManifestSigner signer, Outbox outbox, Clock clock) {
        this.transactions = transactions;
        this.signer = signer;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** A group whose set is due. */
    private record Due(CatalogId catalog, UUID group) {}

    /** What a group is served now, and the version it will be served with. */
    private record Renewal(Due due, UUID deployment, List<ImageView> images, long oldVersion, long newVersion) {}

    /** Renews every set that is due. */
    @Scheduled(every = "5s", delayed = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> renew() {
        return transactions
                .sqlInInstallation(sql -> sql.list(
                        DUE,
                        row -> new Due(new CatalogId(row.getUUID("catalog_id")), row.getUUID("group_id")),
                        clock.instant().plus(IN_TIME)))
                .onItem()
                .transformToMulti(due -> Multi.createFrom().iterable(due))
                .onItem()
                .transformToUniAndConcatenate(this::renew)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> renew(Due due) {
        return transactions
                .sqlInCatalog(due.catalog(), sql -> plan(sql, due))
                .chain(plan -> plan.map(this::carryOut)
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Optional<Renewal>> plan(Sql sql, Due due) {
        return sql.find(SERVED, row -> row, due.catalog(), due.group())
                .chain(found -> found.map(row -> {
                            UUID deployment = row.getUUID("deployment_id");
                            long version = row.getLong("version");
                            return DeployedImage.of(sql, due.catalog(), List.of(deployment))
                                    .map(images -> images.getOrDefault(deployment, List.of()))
                                    .chain(images -> version(sql, due, version, row.getBoolean("renewal_due"))
                                            .map(next ->
                                                    Optional.of(new Renewal(due, deployment, images, version, next))));
                        })
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Long> version(Sql sql, Due due, long served, boolean mustGrow) {
        return mustGrow
                ? signer.nextVersion(sql, due.catalog())
                : Uni.createFrom().item(served);
    }

    private Uni<Void> carryOut(Renewal renewal) {
        CatalogId catalog = renewal.due().catalog();
        return signer.sign(renewal.newVersion(), renewal.images())
                .chain(set -> transactions.sqlInCatalog(catalog, sql -> write(sql, renewal, set)));
    }

    /** Nothing is written when a deployment came in between: its set is new anyway. */
    private Uni<Void> write(Sql sql, Renewal renewal, ManifestSigner.Signed set) {
        CatalogId catalog = renewal.due().catalog();
        UUID group = renewal.due().group();
        return sql.update(AIM, catalog, group, renewal.oldVersion(), renewal.newVersion())
                .chain(aimed -> aimed == 0
                        ? Uni.createFrom().voidItem()
                        : sql.update(CARRY, catalog, renewal.deployment(), renewal.newVersion())
                                .chain(() -> signer.serve(sql, catalog, group, renewal.deployment(), set))
                                .chain(() -> outbox.append(sql, catalog, event(renewal))));
    }

    private static Event event(Renewal renewal) {
        String group = renewal.due().group().toString();
        return Event.of("ManifestSetRenewed", group, Map.of("manifestVersion", renewal.newVersion()))
                .making(Change.Kind.GROUP_TARGET, group);
    }
}
