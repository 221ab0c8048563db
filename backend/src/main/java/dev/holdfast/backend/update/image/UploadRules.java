package dev.holdfast.backend.update.image;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.update.content.ApplicationQuota;
import dev.holdfast.backend.update.content.ImageRefusal;
import dev.holdfast.backend.update.feed.ReleaseOperatingSystem;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.operator.image.ImageView;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.util.Arrays;
import java.util.List;

/** Rules for a customer's image that depend on the catalog's devices and on the operating system. */
final class UploadRules {
    private static final String FACTS = """
            select exists (select from os_image where component_id = $2)
                or exists (select from image where catalog_id = $1 and component_id = $2 and deleted_at is null
                    and type <> all ($3::text[])) as of_system,
                array(select distinct part from group_part where catalog_id = $1) as parts""";
    private static final List<ImageType> CUSTOMERS = Arrays.stream(ImageType.values())
            .filter(ImageType::belongsToCustomer)
            .toList();

    private UploadRules() {}

    /**
     * Fails with {@code component-of-system}, or {@code too-large-for-part} if no part of the catalog's devices has room for it. Until the
     * commit, no operating system is released, so that its release finds the image.
     */
    static Uni<Void> require(Tx tx, ImageView image) {
        return tx.shared(ReleaseOperatingSystem.UPLOADS)
                .chain(() -> tx.one(
                        FACTS,
                        row -> row,
                        tx.catalog(),
                        image.component(),
                        Columns.texts(CUSTOMERS, ImageType::apiName)))
                .invoke(facts -> require(image, facts))
                .replaceWithVoid();
    }

    private static void require(ImageView image, Row facts) {
        if (facts.getBoolean("of_system")) {
            throw ImageRefusal.COMPONENT_OF_SYSTEM.problem("The component " + image.component()
                    + " belongs to the operating system. Build the image with a component ID of its own.");
        }
        if (image.type().equals(ImageType.APPLICATIONS.apiName())) {
            ApplicationQuota.requireSome(List.of(facts.getArrayOfStrings("parts")), image.length());
        }
    }
}
