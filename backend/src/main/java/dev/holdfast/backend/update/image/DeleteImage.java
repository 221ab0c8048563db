package dev.holdfast.backend.update.image;

import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.backend.update.feed.ImageRows;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.image.ImageView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Deletes an image that nothing needs. Its name stays, for the history of deployments. */
@ApplicationScoped
class DeleteImage {
    // FOR UPDATE waits for transactions that write a deployment of the image.
    private static final String LOCK = "select " + ImageRows.COLUMNS
            + "from image i where i.catalog_id = $1 and i.image_id = $2 and i.deleted_at is null for update";
    private static final String NEEDED_BY = """
            select 'its reference value, which is valid until you retire it' as what from reference_value v
            where v.catalog_id = $1 and v.image_id = $2 and v.retired_at is null
            union all
            (select 'the deployment to ' || p.name || '/' || g.name from deployment_image x
            join deployment d using (catalog_id, deployment_id)
            join device_group g using (catalog_id, group_id)
            join product p using (catalog_id, product_id)
            where x.catalog_id = $1 and x.image_id = $2 and d.superseded_at is null
            order by 1 limit 10)""";
    private static final String DELETE = """
            with gone as (delete from image_chunk where catalog_id = $1 and image_id = $2)
            update image set deleted_at = $3 where catalog_id = $1 and image_id = $2""";

    private final Commands commands;

    DeleteImage(Commands commands) {
        this.commands = commands;
    }

    /** Fails with {@code not-found}, or with {@code conflict} if something needs the image. */
    Uni<Void> delete(ImageId image) {
        return commands.run(tx -> tx.find(LOCK, ImageRows::view, tx.catalog(), image)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("Image " + image)))
                .call(() -> tx.list(NEEDED_BY, row -> row.getString("what"), tx.catalog(), image)
                        .invoke(needs -> requireUnused(image, needs)))
                .call(() -> tx.update(DELETE, tx.catalog(), image, tx.now()))
                .chain(found -> audit(tx, found)));
    }

    private static void requireUnused(ImageId image, List<String> needs) {
        if (!needs.isEmpty()) {
            throw ProblemException.conflict(
                    "The image " + image + " is needed by: " + String.join("; ", needs) + ". Nothing was deleted.");
        }
    }

    private static Uni<Void> audit(Tx tx, ImageView image) {
        String title = image.type() + " " + image.name();
        return tx.audit(
                tx.entry("DeleteImage", image.id().text(), "Deleted " + title + ".")
                        .changing("bytes", image.length(), 0),
                Event.of("ImageDeleted", image.id().text(), Map.of("title", title)));
    }
}
