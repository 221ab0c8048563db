package dev.holdfast.backend.update;

import dev.holdfast.backend.fleet.GroupRef;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.image.ImageView;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says what a deployment would do now. */
final class DescribeDeployment {
    private static final String DEVICES =
            "select count(*) as devices from device where catalog_id = $1 and group_id = $2";
    private static final String CURRENT = """
            select i.name, i.image_id from deployment o
            join deployment_image d on d.catalog_id = o.catalog_id and d.deployment_id = o.deployment_id
            join image i on i.catalog_id = d.catalog_id and i.image_id = d.image_id
            where o.catalog_id = $1 and o.group_id = $2 and o.superseded_at is null
            order by d.position""";

    private DescribeDeployment() {}

    /** Returns a sentence each: which images go to how many devices of which group, and what they are in place of. */
    static Uni<List<String>> effect(Tx tx, GroupRef group, List<ImageView> images) {
        return tx.one(DEVICES, row -> row.getLong("devices"), tx.catalog(), group.id())
                .chain(devices -> tx.list(
                                CURRENT,
                                row -> named(
                                        row.getString("name"),
                                        row.getUUID("image_id").toString()),
                                tx.catalog(),
                                group.id())
                        .map(current -> sentences(group, images, devices, current)));
    }

    private static List<String> sentences(GroupRef group, List<ImageView> images, long devices, List<String> current) {
        List<String> effect = new ArrayList<>();
        effect.add(group.title() + ", " + devices + (devices == 1 ? " device" : " devices") + ", would be offered: "
                + images.stream()
                        .map(image -> named(image.name(), image.id().toString()) + " with security version "
                                + image.securityVersion())
                        .collect(Collectors.joining("; "))
                + ".");
        effect.add(
                current.isEmpty()
                        ? "Nothing is deployed to the group now."
                        : "In place of: " + String.join("; ", current) + ".");
        effect.add(
                "Devices take it with their next poll, and so does every device that is put into the group later, which"
                        + " needs no approval. The way back is another deployment.");
        return effect;
    }

    private static String named(String name, String image) {
        return name + " (" + image + ")";
    }
}
