package dev.holdfast.bench;

import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.ImageId;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.util.List;

/**
 * {@code download_16mb}: CPU of a download of 16 MB on an open connection, compared with nginx. The devices' flash has room for 1 MB, so
 * a download is the same image sixteen times, one after the other.
 */
final class Download16mb implements Benchmark {
    static final String PRODUCT = "Downloads";
    private static final int DEVICES = 4;
    /** Until the gateway's JVM has compiled the code of a download. With fewer, the result includes the compiler. */
    private static final int WARM_UP = 400;

    private static final int OPERATIONS = 150;
    private static final int IMAGES = 16;
    static final int IMAGE_BYTES = 1_000_000;
    /** The gateway must send at least 0.7 times as many bytes as nginx in a second of CPU. */
    private static final double FACTOR = 1 / 0.7;

    @Override
    public String name() {
        return "download_16mb";
    }

    @Override
    public BenchResult run(BenchRig rig) throws IOException, InterruptedException {
        List<PemKeyCertOptions> identities = rig.updateIdentities(DEVICES);
        List<BenchDevice> devices = rig.devices(DEVICES);
        DeviceLoad gateway = rig.gateway();
        ImagePackage application = rig.application("1.0.0", IMAGE_BYTES);
        int length = application.bytes().length;
        Updates updates = rig.updates(PRODUCT);
        rig.assign(PRODUCT, devices);
        try (Nginx nginx = rig.nginx()) {
            ImageId image = updates.upload(application);
            updates.deploy(image);
            gateway.awaitImage(identities, image);
            Load.Operation ours = download(gateway, identities, DeviceLoad.path(image), length);
            Load.Operation theirs = download(rig.against(nginx), identities, nginx.serve(application.bytes()), length);
            return rig.measure(name(), OPERATIONS, DEVICES, WARM_UP, ours)
                    .comparedWith(nginx, theirs)
                    .withLimitTimesNginx(FACTOR);
        } finally {
            rig.assign(BenchRig.PRODUCT, devices);
        }
    }

    /** Returns an operation that downloads sixteen images by the device of its number, each device on one connection. */
    static Load.Operation download(DeviceLoad load, List<PemKeyCertOptions> identities, String path, int length) {
        List<HttpClient> clients =
                identities.stream().map(identity -> load.client(identity, true)).toList();
        return number -> {
            HttpClient client = clients.get((int) (number % clients.size()));
            Future<Void> done = Future.succeededFuture();
            for (int i = 0; i < IMAGES; i++) {
                done = done.compose(_ -> load.download(client, path, length));
            }
            return done;
        };
    }
}
