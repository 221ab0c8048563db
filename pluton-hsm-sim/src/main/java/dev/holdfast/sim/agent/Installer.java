package dev.holdfast.sim.agent;

import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.sim.mt3620.UpdatePlan;
import dev.holdfast.sim.mt3620.Updater;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;

/** Brings what a manifest set lists into the flash: plan, download, stage, commit. The reboot is the device's. */
final class Installer {
    private final Vertx vertx;
    private final Updater updater;
    private final DeviceClient client;

    Installer(Vertx vertx, Updater updater, DeviceClient client) {
        this.vertx = vertx;
        this.updater = updater;
        this.client = client;
    }

    /** Returns whether there is something to boot into; fails with what the updater refuses. */
    Future<Boolean> install(Blob signedSet) {
        return vertx.executeBlocking(() -> updater.plan(signedSet), false)
                .compose(plan -> plan.isEmpty()
                        ? Future.succeededFuture(false)
                        : stage(plan.get().missing())
                                .compose(done -> vertx.executeBlocking(() -> commit(plan.get()), false)));
    }

    private Future<Void> stage(List<ManifestSet.Entry> missing) {
        Future<Void> staged = Future.succeededFuture();
        for (ManifestSet.Entry entry : missing) {
            staged = staged.compose(done -> client.image(entry.image()))
                    .compose(bytes -> vertx.executeBlocking(() -> stage(entry, bytes), false))
                    .mapEmpty();
        }
        return staged;
    }

    private boolean stage(ManifestSet.Entry entry, Blob bytes) throws Exception {
        updater.stage(entry, bytes);
        return true;
    }

    private boolean commit(UpdatePlan plan) throws Exception {
        updater.commit(plan);
        return true;
    }
}
