package dev.holdfast.bench;

import java.io.IOException;

/**
 * {@code policy_replay}: replays of a candidate policy by the operator API, over 200,000 pieces of evidence that 20,000
 * devices stored; an operation is a piece: read, decoded, appraised, decided twice and counted. One device in twenty would
 * change and is listed. Three replays to warm up, because the Java machine compiles what it repeats for some 500,000 pieces,
 * then three that count. nginx has no such work, so there is no ratio.
 */
final class PolicyReplay implements Benchmark {
    private static final String PRODUCT = "Replayed";
    private static final int DEVICES = 20_000;
    private static final int PIECES = 10;
    private static final long EVIDENCES = (long) DEVICES * PIECES;
    private static final int TIMES = 3;

    @Override
    public String name() {
        return "policy_replay";
    }

    @Override
    public BenchResult run(BenchRig rig) throws IOException, InterruptedException {
        try (StoredFleet _ = rig.storedFleet(PRODUCT, DEVICES, PIECES)) {
            Replays replays = rig.replays(PRODUCT);
            run(replays);
            return rig.onceBeyondIdle(name(), TIMES * EVIDENCES, () -> run(replays));
        }
    }

    private static void run(Replays replays) {
        for (int i = 0; i < TIMES; i++) {
            replays.run(EVIDENCES);
        }
    }
}
