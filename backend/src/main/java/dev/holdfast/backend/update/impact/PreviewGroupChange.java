package dev.holdfast.backend.update.impact;

import dev.holdfast.backend.fleet.DeviceGroups;
import dev.holdfast.backend.fleet.GroupRef;
import dev.holdfast.backend.fleet.UpdatePolicy;
import dev.holdfast.backend.fleet.job.JobScopes;
import dev.holdfast.backend.fleet.job.Selections;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.job.DeviceSelection;
import dev.holdfast.contract.operator.product.GroupSettings;
import dev.holdfast.contract.operator.product.SettingsImpact;
import dev.holdfast.contract.operator.product.TargetImpact;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Computes what other settings of a group, or a move of devices to another group, would do, and changes nothing. */
@ApplicationScoped
class PreviewGroupChange {
    private static final String KEEPS_RELEASE = "select keeps_release($1, $2) as keeps";

    private final Transactions transactions;

    PreviewGroupChange(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Returns the effect of other settings; fails with {@code not-found}. */
    Uni<SettingsImpact> ofSettings(CatalogId catalog, String product, String group, GroupSettings settings) {
        return transactions.readOnly(
                catalog, tx -> DeviceGroups.find(tx, product, group).chain(found -> ofSettings(tx, found, settings)));
    }

    private static Uni<SettingsImpact> ofSettings(Tx tx, GroupRef group, GroupSettings settings) {
        UpdatePolicy policy = UpdatePolicy.named(settings.updatePolicy());
        return PreviewTargets.ofSettings(tx, group.id(), settings.osFeedType(), policy)
                .chain(target -> PreviewPolicyTargets.of(tx, group.id(), policy)
                        .chain(updates -> tx.one(
                                KEEPS_RELEASE,
                                row -> new SettingsImpact(
                                        target,
                                        row.getBoolean("keeps"),
                                        updates.groups().stream().findFirst().orElse(null)),
                                tx.catalog(),
                                group.id())));
    }

    /** Returns the effect of a move of the selected devices in the allowed scopes; fails with {@code not-found} like the move. */
    Uni<TargetImpact> ofMove(JobScopes allowed, DeviceGroups.Name destination, DeviceSelection devices) {
        Selections.check(devices);
        return transactions.readOnly(
                allowed.catalog(),
                tx -> allowed.destination(tx, destination)
                        .chain(group -> Selections.inScopes(tx, allowed, devices, tx.now())
                                .chain(chosen -> PreviewTargets.ofMove(tx, chosen, group.id(), group.policy()))));
    }
}
