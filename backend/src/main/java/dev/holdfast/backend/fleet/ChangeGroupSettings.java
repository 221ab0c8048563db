package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.contract.device.InternalApi.Change;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.GroupSettings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes what a group's devices get. Another feed or update policy makes the group's target due anew, which {@code RenewManifests} signs
 * within seconds.
 */
@ApplicationScoped
public class ChangeGroupSettings {
    private final Transactions transactions;

    ChangeGroupSettings(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Returns a group; fails with {@code not-found}. */
    Uni<DeviceGroupView> read(CatalogId catalog, String product, String group) {
        return transactions.inCatalog(catalog, tx -> ListProducts.group(tx, product, group));
    }

    /**
     * Returns the group as it is then; saying it again changes nothing.
     *
     * @param expected the condition of the change
     */
    Uni<DeviceGroupView> change(
            Caller caller, CatalogId catalog, String product, String group, GroupSettings wanted, IfMatch expected) {
        return Uni.createFrom()
                .item(() -> check(new Checks(), "", wanted))
                .invoke(Checks::done)
                .chain(() -> transactions.inCatalog(
                        caller,
                        catalog,
                        tx -> DeviceGroups.lock(tx, product, group)
                                .chain(() -> ListProducts.group(tx, product, group))
                                .invoke(before -> expected.require(SettingsTag.of(before)))
                                .call(before -> before.settings().equals(wanted)
                                        ? Uni.createFrom().voidItem()
                                        : write(tx, before, wanted))
                                .chain(() -> ListProducts.group(tx, product, group))));
    }

    /** Checks settings that stand in a request behind {@code prefix}. */
    static Checks check(Checks checks, String prefix, @Nullable GroupSettings settings) {
        if (settings == null) {
            return checks.that(false, "settings", "are missing");
        }
        return checks.lines(prefix + "description", settings.description(), 0, GroupSettings.MOST_DESCRIPTION)
                .that(
                        isOneOf(GroupSettings.OS_FEEDS, settings.osFeedType()),
                        prefix + "osFeedType",
                        "is Retail or RetailEval")
                .that(
                        isOneOf(GroupSettings.UPDATE_POLICIES, settings.updatePolicy()),
                        prefix + "updatePolicy",
                        "is UpdateAll or No3rdPartyAppUpdates")
                .that(
                        isOneOf(GroupSettings.CONSENTS, settings.allowCrashDumpsCollection()),
                        prefix + "allowCrashDumpsCollection",
                        "is Enabled or Disabled")
                .that(
                        isOneOf(GroupSettings.REGIONS, settings.regionalDataBoundary()),
                        prefix + "regionalDataBoundary",
                        "is None or EU");
    }

    private static boolean isOneOf(List<String> values, @Nullable String value) {
        return value != null && values.contains(value);
    }

    private static Uni<Void> write(Tx tx, DeviceGroupView before, GroupSettings wanted) {
        String title = before.product() + " / " + before.name();
        return DeviceGroups.change(tx, before.id(), group -> group.change(wanted))
                .chain(() -> tx.audit(
                        audited(tx, title, before.settings(), wanted),
                        Event.of("GroupSettingsChanged", before.id().toString(), Map.of("group", title))
                                .making(Change.Kind.GROUP_TARGET, before.id().toString())));
    }

    private static AuditEntry audited(Tx tx, String title, GroupSettings before, GroupSettings after) {
        AuditEntry act = tx.entry("ChangeGroupSettings", title, "Changed the settings of " + title + ".");
        act = changing(act, "description", before.description(), after.description());
        act = changing(act, "osFeedType", before.osFeedType(), after.osFeedType());
        act = changing(act, "updatePolicy", before.updatePolicy(), after.updatePolicy());
        act = changing(
                act,
                "allowCrashDumpsCollection",
                before.allowCrashDumpsCollection(),
                after.allowCrashDumpsCollection());
        return changing(act, "regionalDataBoundary", before.regionalDataBoundary(), after.regionalDataBoundary());
    }

    private static AuditEntry changing(AuditEntry act, String name, String before, String after) {
        return before.equals(after) ? act : act.changing(name, before, after);
    }
}
