package dev.holdfast.sim.agent;

import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.sim.mt3620.update.ImageDownload;
import dev.holdfast.sim.mt3620.update.ImageUpdateError;
import dev.holdfast.sim.mt3620.update.InstallScope;
import dev.holdfast.sim.mt3620.update.OfferedSet;
import dev.holdfast.sim.mt3620.update.UpdatePlan;
import dev.holdfast.sim.mt3620.update.UpdateRefusedException;
import dev.holdfast.sim.mt3620.update.Updater;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntFunction;

/** Installs a manifest set: checks it, downloads missing images, and activates them for the next boot. */
final class Installation {
    /** Minimum length in bytes of a download whose progress is reported. */
    private static final long MIN_PROGRESS = 256 * 1024;
    /** Number of parts in which such a download is requested. */
    private static final int PARTS = 10;

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

    /**
     * Downloads and stages missing images; fails with {@link UpdateRefusedException} when an image is wrong.
     *
     * @param progress gets the received part of the images, 0 to 100, before each of them and about every tenth. Short downloads have no
     *     progress
     */
    Future<Void> download(UpdatePlan plan, IntFunction<Future<Void>> progress) {
        return download(plan, 0, progress);
    }

    private Future<Void> download(UpdatePlan plan, int index, IntFunction<Future<Void>> progress) {
        if (index == plan.missing().size()) {
            return Future.succeededFuture();
        }
        ManifestSet.Entry entry = plan.missing().get(index);
        Optional<ImageDownload> flash = updater.download(plan, entry);
        return flash.map(it -> {
                    Download download = new Download(vertx, client, entry, it);
                    return parts(plan, index, it, download, progress).compose(_ -> resumed(plan, entry, download));
                })
                .orElseGet(() -> report(plan, index, flash, progress)
                        .compose(_ -> client.image(entry.image(), entry.length()))
                        .compose(bytes -> stage(plan, entry, bytes)))
                .compose(done -> download(plan, index + 1, progress));
    }

    /** Downloads all of an image but its last part. A part is about a tenth of all images. Reports the progress before each part. */
    private Future<Void> parts(
            UpdatePlan plan, int index, ImageDownload flash, Download download, IntFunction<Future<Void>> progress) {
        long total = length(plan, plan.missing().size());
        long part = (total / PARTS / flash.sectorSize() + 1) * flash.sectorSize();
        return report(plan, index, Optional.of(flash), progress)
                .compose(_ -> total < MIN_PROGRESS ? Future.succeededFuture(false) : download.part(part))
                .compose(more -> more ? parts(plan, index, flash, download, progress) : Future.succeededFuture());
    }

    private Future<Void> report(
            UpdatePlan plan, int index, Optional<ImageDownload> flash, IntFunction<Future<Void>> progress) {
        return percent(plan, index, flash)
                .compose(part -> part.isPresent() ? progress.apply(part.get()) : Future.succeededFuture());
    }

    /** Returns the received part of the images before the next of them, with what flash has of it; empty for short downloads. */
    private Future<Optional<Integer>> percent(UpdatePlan plan, int index, Optional<ImageDownload> next) {
        long total = length(plan, plan.missing().size());
        if (total < MIN_PROGRESS) {
            return Future.succeededFuture(Optional.empty());
        }
        return vertx.executeBlocking(
                () -> {
                    int part = next.flatMap(ImageDownload::prefix)
                            .map(prefix -> prefix.bytes().length())
                            .orElse(0);
                    return Optional.of((int) ((length(plan, index) + part) * 100 / total));
                },
                false);
    }

    /** Returns the length of the first {@code count} missing images, in bytes. */
    private static long length(UpdatePlan plan, int count) {
        return plan.missing().stream()
                .limit(count)
                .mapToLong(ManifestSet.Entry::length)
                .sum();
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

    /** Returns the time until the staged images may be activated. */
    Duration untilAllowed(UpdatePlan plan, Optional<InstallScope> scope) {
        return updater.untilAllowed(plan, scope);
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
