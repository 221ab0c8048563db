package dev.holdfast.bench;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import java.io.IOException;
import java.util.Base64;
import java.util.List;

/**
 * {@code est_renewal}: CPU of one certificate renewal by EST on an open connection. The servers verify the signature of the request, check
 * the newest attestation and its evidence, issue a certificate and store a record. nginx cannot do this work, so the result has no ratio.
 */
final class EstRenewal implements Benchmark {
    /** Number of concurrent renewals. */
    private static final int AT_ONCE = 50;

    /** Number of devices. Each device renews 28 times. An attestation allows 30 renewals. */
    private static final int DEVICES = 750;

    private static final int WARM_UP = 9_000;
    private static final int OPERATIONS = 12_000;

    @Override
    public String name() {
        return "est_renewal";
    }

    @Override
    public BenchResult run(BenchRig rig) throws IOException, InterruptedException {
        DeviceLoad est = rig.est();
        List<HttpClient> clients = rig.updateIdentities(DEVICES).stream()
                .map(identity -> est.client(identity, true))
                .toList();
        List<Buffer> requests = rig.devices(DEVICES).stream()
                .map(device -> Buffer.buffer(Base64.getEncoder().encode(device.updateRequest())))
                .toList();
        return rig.measure(name(), OPERATIONS, AT_ONCE, WARM_UP, number -> {
                    int which = (int) (number % DEVICES);
                    return est.renew(clients.get(which), requests.get(which));
                })
                .alone();
    }
}
