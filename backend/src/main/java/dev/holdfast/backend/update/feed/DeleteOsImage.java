package dev.holdfast.backend.update.feed;

import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.image.ImageView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Deletes an operating system image that no release has. If two manufacturers have the ID, deletes both. */
@ApplicationScoped
class DeleteOsImage {
    private static final String RELEASED = "select count(*) as releases from os_release_image where image_id = $1";
    private static final String DELETE = "delete from os_image where image_id = $1";

    private final Commands commands;

    DeleteOsImage(Commands commands) {
        this.commands = commands;
    }

    /** Fails with {@code not-found}, or with {@code conflict} if a release has the image. */
    Uni<Void> delete(ImageId image) {
        return commands.run(tx -> tx.alone(ReleaseOperatingSystem.ONE_AT_A_TIME)
                .chain(() -> tx.find(UploadOsImage.ONE, ImageRows::view, image))
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("OS image " + image)))
                .call(() -> tx.one(RELEASED, row -> row.getLong("releases"), image)
                        .invoke(releases -> requireUnused(image, releases)))
                .call(() -> tx.update(DELETE, image))
                .chain(found -> audit(tx, found)));
    }

    private static void requireUnused(ImageId image, long releases) {
        if (releases > 0) {
            throw ProblemException.conflict(
                    "OS releases have the image " + image + ", and devices may need it. Nothing was deleted.");
        }
    }

    private static Uni<Void> audit(Tx tx, ImageView image) {
        return tx.audit(
                tx.entry("DeleteOsImage", image.id().text(), "Deleted " + image.type() + " " + image.name() + ".")
                        .changing("bytes", image.length(), 0));
    }
}
