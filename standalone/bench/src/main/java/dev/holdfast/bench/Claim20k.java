package dev.holdfast.bench;

import dev.holdfast.contract.id.DeviceId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * {@code claim_20k}: CPU and time of a request that claims 20,000 devices into a group, and of one that moves them into another group. An
 * operation is a device. Each request runs three times after a warm-up. The result is the slowest of the six.
 */
final class Claim20k implements Benchmark {
    private static final int DEVICES = 20_000;
    private static final int TIMES = 3;

    @Override
    public String name() {
        return "claim_20k";
    }

    @Override
    public BenchResult run(BenchRig rig) throws IOException, InterruptedException {
        List<DeviceId> chips = rig.endorsedChips(DEVICES);
        rig.claim(name(), chips);
        rig.move(name(), chips);
        rig.unclaim(chips);
        List<BenchResult> results = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            results.add(rig.claim(name(), chips));
            results.add(rig.move(name(), chips));
            rig.unclaim(chips);
        }
        return results.stream()
                .max(Comparator.comparingDouble(BenchResult::seconds))
                .orElseThrow();
    }
}
