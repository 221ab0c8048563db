package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.GroupSettings;
import dev.holdfast.contract.operator.product.NewDeviceGroup;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/** Adds a group to a product, or those of the five default groups that it has not. */
@ApplicationScoped
public class CreateDeviceGroup {
    private static final Pattern NAME = Pattern.compile(NewDeviceGroup.NAME);
    private static final String PRODUCT =
            "select name from product where catalog_id = $1 and lower(name) = lower($2) and not unassigned for no key update";
    private static final String ADD = """
            insert into device_group (catalog_id, group_id, product_id, name, description, os_feed_type, update_policy, position,
                allow_crash_dumps, region)
            select $1, $2, p.product_id, $4, $5, $6, $7,
                   (select coalesce(max(g.position), -1) + 1 from device_group g
                    where g.catalog_id = $1 and g.product_id = p.product_id), $8, $9
            from product p where p.catalog_id = $1 and lower(p.name) = lower($3)
            on conflict do nothing""";

    private final Transactions transactions;

    CreateDeviceGroup(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Returns the new group; fails with a conflict when the product has one of that name. */
    Uni<DeviceGroupView> create(Caller caller, CatalogId catalog, String product, NewDeviceGroup wanted) {
        return Uni.createFrom()
                .item(() -> ChangeGroupSettings.check(
                        new Checks()
                                .matches(
                                        "name",
                                        wanted.name(),
                                        NAME,
                                        "has 1 to 50 letters and digits, and blanks between them"),
                        "settings.",
                        wanted.settings()))
                .invoke(Checks::done)
                .chain(() -> transactions.inCatalog(caller, catalog,
                        tx -> product(tx, product)
                                .chain(() -> add(tx, product, wanted))
                                .invoke(added -> {
                                    if (!added) {
                                        throw ProblemException.conflict(
                                                "The product has a group named " + wanted.name() + " already.");
                                    }
                                })
                                .chain(() -> ListProducts.group(tx, product, wanted.name()))));
    }

    /** Returns all groups of the product; those default groups that are there stay as they are. */
    Uni<List<DeviceGroupView>> createDefaults(Caller caller, CatalogId catalog, String product) {
        return transactions.inCatalog(caller, catalog,
                tx -> product(tx, product)
                        .chain(() -> Multi.createFrom()
                                .iterable(Arrays.asList(DefaultGroup.values()))
                                .onItem()
                                .transformToUniAndConcatenate(
                                        template -> add(tx, product, wanted(template)))
                                .collect()
                                .asList())
                        .chain(() -> ListProducts.groups(tx, product)));
    }

    private static NewDeviceGroup wanted(DefaultGroup template) {
        return new NewDeviceGroup(
                template.title(),
                new GroupSettings(
                        template.description(),
                        template.feed().apiName(),
                        template.policy().apiName(),
                        "Disabled",
                        "None"));
    }

    /** Two groups of a product are made one after the other. */
    private static Uni<String> product(Tx tx, String product) {
        return tx.find(PRODUCT, row -> row.getString("name"), tx.catalog(), product)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("Product " + product)));
    }

    private Uni<Boolean> add(Tx tx, String product, NewDeviceGroup wanted) {
        GroupSettings settings = wanted.settings();
        UUID id = UUID.randomUUID();
        return tx.update(
                        ADD,
                        tx.catalog(),
                        id,
                        product,
                        wanted.name(),
                        settings.description(),
                        settings.osFeedType(),
                        settings.updatePolicy(),
                        settings.allowCrashDumpsCollection(),
                        settings.regionalDataBoundary())
                .map(rows -> rows == 1)
                .call(added -> added
                        ? tell(tx, product, wanted, id)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> tell(Tx tx, String product, NewDeviceGroup wanted, UUID id) {
        String title = product + " / " + wanted.name();
        return tx.audit(tx.entry("CreateDeviceGroup", title, "Created the device group " + title + ".")
                        .changing("osFeedType", null, wanted.settings().osFeedType())
                        .changing("updatePolicy", null, wanted.settings().updatePolicy()), Event.of("GroupCreated", id.toString(), Map.of("group", title)));
    }
}
