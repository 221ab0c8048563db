package dev.holdfast.backend.update.deployment;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.update.content.ApplicationQuota;
import dev.holdfast.backend.update.content.ImageRefusal;
import dev.holdfast.backend.update.manifest.PartTarget;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.image.ImageView;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Rules for the images of a deployment that depend on the parts (SKUs) of the group's devices and on their operating system. */
public final class GroupRules {
    /**
     * Joins the interfaces {@code n} that an image {@code i} needs and their versions {@code v} in the release of {@code o}. An operating
     * system that names no version of an interface is not checked, as on the device.
     */
    public static final String INTERFACES = """
            cross join jsonb_to_recordset(i.depends) as n(identity bigint, version bigint)
            cross join lateral (
                select max(x.version) as version
                from os_release_image r join os_image s using (manufacturer, image_id)
                cross join jsonb_to_recordset(s.provides) as x(identity bigint, version bigint)
                where r.release_id = o.release_id and x.identity = n.identity
            ) v
            """;

    /**
     * Interfaces that an image {@code i} needs in a higher version than the operating system provides that the group {@code g} is offered for a
     * part {@code gp}.
     */
    static final String MISSING = """
            select n.identity, n.version as needed, v.version as provided
            from os_offer o
            """ + INTERFACES + """
            where o.feed = g.os_feed_type and o.part = gp.part and v.version < n.version""";

    private static final String NOT_PROVIDED = """
            select gp.part, i.name, m.identity, m.needed, m.provided
            from group_part gp
            join device_group g using (catalog_id, group_id)
            join image i on i.catalog_id = gp.catalog_id and i.image_id = any ($3::uuid[])
            cross join lateral (%s) m
            where gp.catalog_id = $1 and gp.group_id = $2
            order by gp.part, i.name limit 1""".formatted(MISSING);

    private static final String OF_SYSTEM = """
            select i.name, i.component_id from image i
            where i.catalog_id = $1 and i.image_id = any ($2::uuid[]) and exists (
                select from os_image o join os_release_image x using (manufacturer, image_id) where o.component_id = i.component_id)
            order by i.name limit 1""";

    private GroupRules() {}

    /**
     * Fails with {@code too-large-for-part} if a part has no room for the applications, with {@code component-of-system} if an OS release has
     * an image of the same component, or with {@code abi-not-provided} if an image needs a newer interface than the operating system of the group's feed provides.
     */
    static Uni<Void> require(Tx tx, UUID group, Collection<ImageView> images) {
        return PartTarget.parts(tx, group)
                .invoke(parts -> ApplicationQuota.requireAll(parts, applications(images)))
                .chain(() -> tx.find(OF_SYSTEM, row -> row, tx.catalog(), Columns.guids(ids(images), ImageId::value)))
                .invoke(clash -> clash.ifPresent(GroupRules::refuseComponent))
                .chain(() -> tx.find(
                        NOT_PROVIDED, row -> row, tx.catalog(), group, Columns.guids(ids(images), ImageId::value)))
                .invoke(missing -> missing.ifPresent(GroupRules::refuse))
                .replaceWithVoid();
    }

    private static List<ImageId> ids(Collection<ImageView> images) {
        return images.stream().map(ImageView::id).toList();
    }

    private static long applications(Collection<ImageView> images) {
        return images.stream()
                .filter(image -> image.type().equals(ImageType.APPLICATIONS.apiName()))
                .mapToLong(ImageView::length)
                .sum();
    }

    private static void refuseComponent(Row clash) {
        throw ImageRefusal.COMPONENT_OF_SYSTEM.problem("The component " + clash.getUUID("component_id") + " of image "
                + clash.getString("name")
                + " belongs to the operating system. Build the image with a component ID of its own.");
    }

    private static void refuse(Row missing) {
        throw ImageRefusal.ABI_NOT_PROVIDED.problem("Image " + missing.getString("name") + " needs version "
                + missing.getLong("needed") + " of interface " + missing.getLong("identity")
                + ", and the operating system of part " + missing.getString("part") + " provides version "
                + missing.getLong("provided") + ". Build the image for this operating system, or release a newer one.");
    }
}
