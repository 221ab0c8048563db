package dev.holdfast.bench;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.rollout.NewPhase;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.util.List;

/**
 * {@code poll_new_connection}: CPU of a poll on a new connection by an up-to-date device whose group has a running rollout. The device is
 * not open. The limit is {@value #FACTOR} times {@code mtls_handshake}, measured before in the same run.
 */
final class PollNewConnection implements Benchmark {
    private static final String PRODUCT = "Polls";
    private static final int DEVICES = 50;
    private static final int IMAGE_BYTES = 16 << 10;
    private static final double FACTOR = 1.15;

    @Override
    public String name() {
        return "poll_new_connection";
    }

    @Override
    public BenchResult run(BenchRig rig) throws IOException, InterruptedException {
        double limit = MtlsHandshake.micros(rig) * FACTOR;
        // One device more, which the rollout opens.
        List<BenchDevice> devices = rig.devices(DEVICES + 1);
        List<PemKeyCertOptions> identities = rig.updateIdentities(DEVICES);
        Updates updates = rig.updates(PRODUCT);
        rig.assign(PRODUCT, devices);
        try {
            ImageId current = updates.upload(rig.application("1.0.0", IMAGE_BYTES));
            updates.deploy(current);
            String rollout = updates.open(
                    updates.upload(rig.application("2.0.0", IMAGE_BYTES)),
                    listed(devices.getLast().id()));
            try {
                DeviceLoad gateway = rig.gateway();
                gateway.awaitImage(identities, current);
                return MtlsHandshake.measurement(rig, name(), identities, gateway.upToDatePoll(identities.getFirst()))
                        .alone()
                        .withLimit(limit);
            } finally {
                updates.abort(rollout);
            }
        } finally {
            rig.assign(BenchRig.PRODUCT, devices);
        }
    }

    private static NewPhase listed(DeviceId device) {
        return new NewPhase(null, null, null, List.of(device), null, null, null);
    }
}
