package dev.holdfast.standalone.bench;

import java.io.IOException;

/**
 * {@code policy_replay}: replays of a candidate policy by the operator API, over 200,000 pieces of evidence that 20,000
 * devices stored; an operation is a piece: read, decoded, appraised, decided twice and counted. One device in twenty would
 * change and is listed. A replay to warm up, then two. nginx has no such work, so there is no ratio.
 */
final class PolicyReplay implements Benchmark {
    private static final String PRODUCT = "Replayed";
    private static final int DEVICES = 20_000;
    private static final int PIECES = 10;
    private static final long EVIDENCES = (long) DEVICES * PIECES;
    private static final int TIMES = 2;

    @Override
    public String name() {
        return "policy_replay";
    }

    @Override
    public BenchResult run(BenchRig rig) throws IOException, InterruptedException {
        try (StoredFleet _ = rig.storedFleet(PRODUCT, DEVICES, PIECES)) {
            Replays replays = rig.replays(PRODUCT);
            replays.run(EVIDENCES);
            return rig.once(name(), TIMES * EVIDENCES, () -> {
                for (int i = 0; i < TIMES; i++) {
                    replays.run(EVIDENCES);
                }
            });
        }
    }
}
