package dev.holdfast.sim.agent;

import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.sim.mt3620.update.InstallScope;
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

    Installation(Vertx vertx, Updater updater, DeviceClient client) {
        this.vertx = vertx;
        this.updater = updater;
        this.client = client;
    }

    /**
     * Checks a manifest set.
     *
     * @return the plan of its installation; empty when the set is in use; fails with {@link UpdateRefusedException}
     *     when it must not be installed
     */
    Future<Optional<UpdatePlan>> plan(Blob signedSet, Optional<InstallScope> scope) {
        return vertx.executeBlocking(() -> updater.plan(signedSet, scope), false);
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
        return client.image(entry.image(), entry.length())
                .compose(bytes -> vertx.executeBlocking(
                        () -> {
                            updater.stage(plan, entry, bytes);
                            return entry;
                        },
                        false))
                .compose(staged -> download(plan, index + 1));
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
