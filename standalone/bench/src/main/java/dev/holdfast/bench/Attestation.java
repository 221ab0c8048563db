package dev.holdfast.bench;

import dev.holdfast.contract.device.AttestResponse;
import dev.holdfast.contract.format.Measurement;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import java.io.IOException;
import java.util.List;

/**
 * {@code attestation}: a full mutual handshake, challenge, evidence of a device after a new boot, appraisal, durable record and
 * two certificates. nginx cannot do this, so there is no ratio.
 */
final class Attestation implements Benchmark {
    private static final int DEVICES = 512;
    /** Enough concurrent attestations to wait for each other. */
    private static final int LANES = 256;
    /** Until then, the JVMs still compile. */
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
        // Clients are created before the measurement, because each derives keys from a password.
        List<HttpClient> clients = devices.stream()
                .map(device -> gateway.client(device.hello(), true))
                .toList();
        List<Measurement> measurements = rig.healthyMeasurements();
        return rig.measure(name(), OPERATIONS, LANES, WARM_UP, number -> {
                    int which = (int) (number % DEVICES);
                    return gateway.attest(clients.get(which), devices.get(which), measurements)
                            .compose(Attestation::requireTrusted);
                })
                .aloneBeyondIdle();
    }

    private static Future<Void> requireTrusted(AttestResponse response) {
        return response.outcome() == AttestResponse.Outcome.TRUSTED
                ? Future.succeededFuture()
                : Future.failedFuture("the gateway answered " + response.outcome());
    }
}
