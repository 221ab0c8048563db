package dev.holdfast.bench;

import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.ImageId;
import io.vertx.core.http.HttpClient;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.util.List;

/**
 * {@code update_cycle}: CPU of the requests of an update on a new connection: a poll with the response of a manifest set, an image of 16
 * KiB, and a report, which is stored. The limit is {@value #FACTOR} times the mean of {@code mtls_handshake} before and after it.
 */
final class UpdateCycle implements Benchmark {
    private static final String PRODUCT = "Updates";

    /** Number of devices. Each one reports 22 times in a run. A device may store 200 reports a day. */
    private static final int DEVICES = 1_200;

    private static final int LANES = 256;
    /** Until the gateway's JVM has compiled the code of the requests. With fewer, the result includes the compiler. */
    private static final int WARM_UP = 18_000;

    private static final int OPERATIONS = 8_000;
    private static final int IMAGE_BYTES = 16 << 10;
    private static final int FACTOR = 2;

    @Override
    public String name() {
        return "update_cycle";
    }

    @Override
    public BenchResult run(BenchRig rig) throws IOException, InterruptedException {
        double before = MtlsHandshake.micros(rig);
        List<PemKeyCertOptions> identities = rig.updateIdentities(DEVICES);
        List<BenchDevice> devices = rig.devices(DEVICES);
        DeviceLoad gateway = rig.gateway();
        ImagePackage application = rig.application("1.0.0", IMAGE_BYTES);
        Updates updates = rig.updates(PRODUCT);
        rig.assign(PRODUCT, devices);
        try {
            ImageId image = updates.upload(application);
            long version = updates.deploy(image);
            gateway.awaitImage(identities, image);
            List<HttpClient> clients = identities.stream()
                    .map(identity -> gateway.client(identity, true))
                    .toList();
            int length = application.bytes().length;
            BenchResult result = rig.measure(
                            name(),
                            OPERATIONS,
                            LANES,
                            WARM_UP,
                            number -> gateway.update(clients.get((int) (number % DEVICES)), image, length, version))
                    .alone();
            return result.withLimit((before + MtlsHandshake.micros(rig)) / 2 * FACTOR);
        } finally {
            rig.assign(BenchRig.PRODUCT, devices);
        }
    }
}
