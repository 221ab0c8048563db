package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.NewDeviceGroup;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Adds a group, or the missing default groups, to a product. */
@ApplicationScoped
class CreateDeviceGroup {
    /** The next free position in the product, and whether the name is taken. */
    private static final String TAKEN = """
            select coalesce(max(position), -1) + 1 as position, coalesce(bool_or(lower(name) = lower($3)), false) as taken
            from device_group where catalog_id = $1 and product_id = $2""";

    private final Commands commands;

    CreateDeviceGroup(Commands commands) {
        this.commands = commands;
    }

    /** Returns the new group; fails with {@code conflict} when the product has a group of that name. */
    Uni<DeviceGroupView> create(String product, NewDeviceGroup request) {
        ChangedSetting.requireTimeZone("settings.timeZone", request.settings());
        return commands.run(tx -> Products.lock(tx, product)
                .chain(found -> add(tx, found, request))
                .invoke(added -> {
                    if (!added) {
                        throw ProblemException.conflict(
                                "The product already has a group named " + request.name() + ". Choose another name.");
                    }
                })
                .chain(() -> ListProducts.group(tx, product, request.name())));
    }

    /** Adds the missing default groups and returns all groups of the product. Existing groups are left unchanged. */
    Uni<List<DeviceGroupView>> createDefaults(String product) {
        return commands.run(tx -> Products.lock(tx, product)
                .chain(found -> Multi.createFrom()
                        .iterable(Arrays.asList(DefaultGroup.values()))
                        .onItem()
                        .transformToUniAndConcatenate(template -> add(tx, found, template.request()))
                        .collect()
                        .asList())
                .chain(() -> ListProducts.groups(tx, product)));
    }

    /** Adds a group to a locked product. Returns false, and adds nothing, if the product has a group of that name. */
    private static Uni<Boolean> add(Tx tx, Product product, NewDeviceGroup request) {
        return tx.one(
                        TAKEN,
                        row -> row.getBoolean("taken") ? -1 : row.getInteger("position"),
                        tx.catalog(),
                        product.id(),
                        request.name())
                .chain(position -> position < 0
                        ? Uni.createFrom().item(false)
                        : insert(tx, product, new DeviceGroup(product, request, position))
                                .replaceWith(true));
    }

    private static Uni<Void> insert(Tx tx, Product product, DeviceGroup group) {
        String title = product.name() + " / " + group.name();
        return tx.session()
                .chain(session -> session.insert(group))
                .chain(() -> tx.audit(
                        tx.entry("CreateDeviceGroup", title, "Created the device group " + title + ".")
                                .changing("osFeedType", null, group.settings().osFeedType())
                                .changing("updatePolicy", null, group.settings().updatePolicy()),
                        Event.of("GroupCreated", group.id().toString(), Map.of("group", title))));
    }
}
