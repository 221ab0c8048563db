package dev.holdfast.bench;

import dev.holdfast.contract.device.AttestResponse;
import dev.holdfast.contract.format.Measurement;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import java.io.IOException;
import java.util.List;

/**
 * {@code attestation}: CPU of one attestation: a full mutual TLS handshake, the challenge, evidence with a new boot counter, the appraisal,
 * the stored record and two certificates. nginx cannot do this work, so the result has no ratio.
 */
final class Attestation implements Benchmark {
    private static final int DEVICES = 512;
    /** Number of concurrent attestations, enough that they wait for each other in the backend. */
    private static final int LANES = 256;
    /** Attestations before the measurement. During these, the servers' JVMs still compile. */
    private static final int WARM_UP = 20_000;

    private static final int OPERATIONS = 10_000;

    @Override
    public String name() {
        return "attestation";
    }

    @Override
    public BenchResult run(BenchRig rig) throws IOException, InterruptedException {
        List<BenchDevice> devices = rig.devices(DEVICES);
        DeviceLoad gateway = rig.gateway();
        // Creating a client costs CPU, because it derives keys from a password. So the clients exist before the
        // measurement.
        List<HttpClient> clients = devices.stream()
                .map(device -> gateway.client(device.hello(), true))
                .toList();
        List<Measurement> measurements = rig.healthyMeasurements();
        return rig.measure(name(), OPERATIONS, LANES, WARM_UP, number -> {
                    int which = (int) (number % DEVICES);
                    return gateway.attest(clients.get(which), devices.get(which), measurements)
                            .compose(Attestation::requireTrusted);
                })
                .withoutIdleCpu();
    }

    private static Future<Void> requireTrusted(AttestResponse response) {
        return response.outcome() == AttestResponse.Outcome.TRUSTED
                ? Future.succeededFuture()
                : Future.failedFuture("the attestation ended with " + response.outcome() + " instead of TRUSTED");
    }
}
