package dev.holdfast.standalone.bench;

import dev.holdfast.contract.device.AttestResponse;
import dev.holdfast.contract.format.Measurement;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import java.io.IOException;
import java.util.List;

/**
 * {@code attestation}: a new connection, challenge, evidence, appraisal, durable record and two certificates. nginx has
 * no such work, so there is no ratio.
 */
final class Attestation implements Benchmark {
    private static final int DEVICES = 200;
    private static final int LANES = 32;
    private static final int WARM_UP = 1_500;
    private static final int OPERATIONS = 6_000;

    @Override
    public String name() {
        return "attestation";
    }

    @Override
    public BenchResult run(BenchRig rig) throws IOException, InterruptedException {
        List<BenchDevice> devices = rig.devices(DEVICES);
        List<Measurement> measurements = rig.healthyMeasurements();
        return rig.measure(name(), OPERATIONS, LANES, WARM_UP, number -> {
                    BenchDevice device = devices.get((int) (number % devices.size()));
                    HttpClient client = rig.gateway().client(device.hello(), true);
                    return rig.gateway()
                            .attest(client, device, measurements)
                            .compose(Attestation::requireTrusted)
                            .eventually(() -> client.close());
                })
                .alone();
    }

    private static Future<Void> requireTrusted(AttestResponse response) {
        return response.outcome() == AttestResponse.Outcome.TRUSTED
                ? Future.succeededFuture()
                : Future.failedFuture("the gateway answered " + response.outcome());
    }
}
