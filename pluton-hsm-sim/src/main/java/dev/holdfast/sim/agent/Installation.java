package dev.holdfast.sim.agent;

import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.sim.mt3620.update.UpdatePlan;
import dev.holdfast.sim.mt3620.update.UpdateRefusedException;
import dev.holdfast.sim.mt3620.update.Updater;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Installs one manifest set: judge it, download what is missing image by image, put it in use for the next boot. */
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
     * Installs.
     *
     * @return whether there is something new to boot; fails with {@link UpdateRefusedException} when the set or an image
     *     must not be installed
     */
    Future<Boolean> install(Blob signedSet) {
        return vertx.executeBlocking(() -> updater.plan(signedSet), false)
                .compose(plan -> plan.isEmpty()
                        ? Future.succeededFuture(false)
                        : download(plan.get(), 0).compose(staged -> commit(plan.get())));
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

    private Future<Boolean> commit(UpdatePlan plan) {
        return vertx.executeBlocking(
                () -> {
                    updater.commit(plan);
                    return true;
                },
                false);
    }
}
