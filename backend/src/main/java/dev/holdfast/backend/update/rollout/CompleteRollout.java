package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Work;
import dev.holdfast.backend.update.deployment.SupersededDeployment;
import dev.holdfast.backend.update.manifest.ManifestSigner;
import dev.holdfast.backend.update.rollout.RolloutState.Completed;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Offers the images to all devices of the group; a deployment becomes the current one. Its sets keep their version, so that devices that
 * have them notice nothing.
 */
@ApplicationScoped
class CompleteRollout {
    private static final String SET_TARGET = """
            update device_group set target_manifest = $3
            where catalog_id = $1 and group_id = $2 and target_manifest < $3""";
    private static final String SET_CURRENT =
            "update deployment set current_since = $3 where catalog_id = $1 and deployment_id = $2";
    private static final String DELETE_NEXT =
            "delete from manifest_set where catalog_id = $1 and group_id = $2 and cohort = 'NEXT'";

    private final Transactions transactions;
    private final ManifestSigner signer;

    CompleteRollout(Transactions transactions, ManifestSigner signer) {
        this.transactions = transactions;
        this.signer = signer;
    }

    /**
     * Signs the sets; call it outside of transactions. The work fails as outdated if the rollout changed meanwhile, or if its
     * release was withdrawn.
     *
     * @param reason reason of a person; empty for none
     */
    Uni<Work<Void>> prepare(CatalogId catalog, Rollout rollout, Completed next, String reason) {
        return transactions
                .inCatalog(catalog, tx -> NextSets.targets(tx, rollout))
                .chain(targets -> signer.sign(catalog, rollout.group(), rollout.version(), targets))
                .map(signed -> tx -> write(tx, rollout, next, signed, reason));
    }

    private Uni<Void> write(Tx tx, Rollout rollout, Completed next, ManifestSigner.Signed signed, String reason) {
        return tx.update(SET_TARGET, tx.catalog(), rollout.group(), rollout.version())
                .invoke(RolloutRecords::requireNewest)
                .chain(() -> RolloutRecords.requireReleases(tx, rollout))
                .chain(() -> RolloutRecords.become(tx, rollout, next))
                .chain(() -> RolloutRecords.meet(tx, rollout))
                .chain(() -> replace(tx, rollout))
                .chain(() -> tx.update(DELETE_NEXT, tx.catalog(), rollout.group()))
                .chain(() -> signer.store(tx, rollout.group(), signed))
                .chain(() -> tx.emit(RolloutRecords.event(
                        "RolloutCompleted", rollout, Map.of("manifestVersion", rollout.version()))))
                .chain(() -> TentativeValues.confirm(tx, rollout.deployment()))
                .chain(confirmed -> {
                    List<AuditEntry> entries = new ArrayList<>(confirmed);
                    entries.add(entry(tx, rollout, next, reason));
                    return tx.audit(entries);
                });
    }

    /** Replaces the current deployment of the group, if the rollout has one. */
    private static Uni<Void> replace(Tx tx, Rollout rollout) {
        return rollout.isOfSystem()
                ? Uni.createFrom().voidItem()
                : SupersededDeployment.ofGroup(tx, rollout.group())
                        .chain(() -> tx.update(SET_CURRENT, tx.catalog(), rollout.deployment(), tx.now()))
                        .replaceWithVoid();
    }

    private static AuditEntry entry(Tx tx, Rollout rollout, Completed next, String reason) {
        return RolloutRecords.entry(
                        tx,
                        "CompleteRollout",
                        rollout,
                        next,
                        reason,
                        rollout.isOfSystem()
                                ? "Completed the rollout. All devices of the group are offered its operating system."
                                : "Completed the rollout. Its images are the current deployment.")
                .changing("manifestVersion", null, rollout.version());
    }
}
