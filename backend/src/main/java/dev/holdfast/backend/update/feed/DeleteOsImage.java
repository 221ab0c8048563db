package dev.holdfast.backend.update.feed;

import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.image.ImageView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Deletes an operating system image that no release has. */
@ApplicationScoped
class DeleteOsImage {
    private static final String RELEASED =
            "select count(*) as releases from os_release_image where image_id = $1 and manufacturer = $2";
    private static final String DELETE = "delete from os_image where image_id = $1 and manufacturer = $2";

    private final Commands commands;

    DeleteOsImage(Commands commands) {
        this.commands = commands;
    }

    /**
     * Fails with {@code not-found}, with {@code conflict} if a release has the image, or with {@code invalid-request} if several manufacturers have
     * the ID.
     *
     * @param manufacturer the manufacturer that signed the image; null if only one has the ID
     */
    Uni<Void> delete(ImageId image, @Nullable String manufacturer) {
        return commands.run(tx -> tx.alone(ReleaseOperatingSystem.ONE_AT_A_TIME)
                .chain(() -> FindOsImage.manufacturer(tx, image, manufacturer))
                .chain(signer -> delete(tx, image, signer)));
    }

    private static Uni<Void> delete(Tx tx, ImageId image, String manufacturer) {
        return FindOsImage.one(tx, image, manufacturer)
                .call(() -> tx.one(RELEASED, row -> row.getLong("releases"), image, manufacturer)
                        .invoke(releases -> requireUnused(image, releases)))
                .call(() -> tx.update(DELETE, image, manufacturer))
                .chain(found -> audit(tx, found));
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
