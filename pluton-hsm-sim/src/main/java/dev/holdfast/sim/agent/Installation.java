package dev.holdfast.sim.agent;

import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.sim.mt3620.update.ImageUpdateError;
import dev.holdfast.sim.mt3620.update.InstallScope;
import dev.holdfast.sim.mt3620.update.OfferedSet;
import dev.holdfast.sim.mt3620.update.UpdatePlan;
import dev.holdfast.sim.mt3620.update.UpdateRefusedException;
import dev.holdfast.sim.mt3620.update.Updater;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;

/** Installs a manifest set: checks it, downloads missing images, and activates them for the next boot. */
final class Installation {
    private final Vertx vertx;
    private final Updater updater;
    private final DeviceClient client;
    private final SoftwareBehavior behavior;

    Installation(Vertx vertx, Updater updater, DeviceClient client, SoftwareBehavior behavior) {
        this.vertx = vertx;
        this.updater = updater;
        this.client = client;
        this.behavior = behavior;
    }

    /**
     * Checks a manifest set.
     *
     * @return the plan of its installation; empty when the set is in use; fails with {@link UpdateRefusedException}
     *     when it must not be installed
     */
    Future<Optional<UpdatePlan>> plan(OfferedSet set, Optional<InstallScope> scope) {
        return vertx.executeBlocking(() -> updater.plan(set, scope), false);
    }

    /** Downloads and stages missing images; fails with {@link UpdateRefusedException} when an image is wrong. */
    Future<Void> download(UpdatePlan plan) {
        return download(plan, 0);
    }

    private Future<Void> download(UpdatePlan plan, int index) {
        if (index == plan.missing().size()) {
            return Future.succeededFuture();
        }
        ManifestSet.Entry entry = plan.missing().get(index);
        Future<Void> staged = updater.download(plan, entry)
                .map(flash -> resumed(plan, entry, new Download(vertx, client, entry, flash)))
                .orElseGet(
                        () -> client.image(entry.image(), entry.length()).compose(bytes -> stage(plan, entry, bytes)));
        return staged.compose(done -> download(plan, index + 1));
    }

    /** Stages an image. If the image is wrong, its bytes are not used again. If a part was from an earlier response, downloads it again. */
    private Future<Void> resumed(UpdatePlan plan, ManifestSet.Entry entry, Download download) {
        return download.image()
                .compose(bytes -> stage(plan, entry, bytes))
                .recover(failure -> failure instanceof UpdateRefusedException
                        ? download.discard()
                                .compose(done -> download.isResumed()
                                        ? resumed(plan, entry, download)
                                        : Future.failedFuture(failure))
                        : Future.failedFuture(failure));
    }

    private Future<Void> stage(UpdatePlan plan, ManifestSet.Entry entry, Blob image) {
        return vertx.<Boolean>executeBlocking(
                        () -> {
                            requireInstallable(plan, image);
                            updater.stage(plan, entry, image);
                            return true;
                        },
                        false)
                .mapEmpty();
    }

    private void requireInstallable(UpdatePlan plan, Blob image) throws InstallationFailedException {
        if (!behavior.hasDefects()) {
            return;
        }
        try {
            String name = ImagePackage.parse(image.bytes()).metadata().name();
            for (Defect defect : behavior.defects(name)) {
                if (defect instanceof Defect.FailsWith(ImageUpdateError error)) {
                    throw new InstallationFailedException(plan.version(), error);
                }
            }
        } catch (FormatException e) {
            // The updater refuses the image.
        }
    }

    /** Activates the staged images for the next boot. */
    Future<Boolean> commit(UpdatePlan plan, Optional<InstallScope> scope) {
        return vertx.executeBlocking(
                () -> {
                    updater.commit(plan, scope);
                    return true;
                },
                false);
    }
}
