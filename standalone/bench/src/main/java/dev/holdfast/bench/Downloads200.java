package dev.holdfast.bench;

import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.ImageId;
import io.vertx.core.Future;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.DoubleAccumulator;

/**
 * {@code downloads_200}: most resident memory of the gateway while 200 devices download 16 MB each at the same time. It is read whenever a
 * device has its 16 MB, until all have them three times. CPU is not measured.
 */
final class Downloads200 implements Benchmark {
    private static final int DEVICES = 200;
    private static final long TIMES = 3;
    private static final int LIMIT_MEGABYTES = 512;

    @Override
    public String name() {
        return "downloads_200";
    }

    @Override
    public BenchResult run(BenchRig rig) throws IOException, InterruptedException {
        List<PemKeyCertOptions> identities = rig.updateIdentities(DEVICES);
        List<BenchDevice> devices = rig.devices(DEVICES);
        DeviceLoad gateway = rig.gateway();
        ImagePackage application = rig.application("1.0.0", Download16mb.IMAGE_BYTES);
        Updates updates = rig.updates(Download16mb.PRODUCT);
        rig.assign(Download16mb.PRODUCT, devices);
        try {
            ImageId image = updates.upload(application);
            updates.deploy(image);
            gateway.awaitImage(identities, image);
            Load.Operation download =
                    Download16mb.download(gateway, identities, DeviceLoad.path(image), application.bytes().length);
            long pid = rig.gatewayPid();
            double before = Resident.of(pid);
            DoubleAccumulator most = new DoubleAccumulator(Math::max, before);
            long begin = System.nanoTime();
            Load.Operation watched = number -> download.run(number).compose(_ -> read(pid, most));
            rig.load(DEVICES * TIMES, DEVICES, watched);
            return BenchResult.resident(name(), DEVICES, System.nanoTime() - begin, new Resident(most.get(), before))
                    .withLimit(LIMIT_MEGABYTES);
        } finally {
            rig.assign(BenchRig.PRODUCT, devices);
        }
    }

    private static Future<Void> read(long pid, DoubleAccumulator most) {
        try {
            most.accumulate(Resident.of(pid));
            return Future.succeededFuture();
        } catch (IOException e) {
            return Future.failedFuture(e);
        }
    }
}
