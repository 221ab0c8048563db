package dev.holdfast.bench;

import java.io.IOException;

/**
 * {@code policy_replay}: CPU of replays of a candidate policy over 200,000 pieces of evidence of 20,000 devices. An operation is one piece
 * of evidence: it is read, decoded, appraised, decided by both policies and counted. The candidate changes the trust of one device in
 * twenty. The first three replays warm up, because the JVM compiles during the first 500,000 pieces. The next three are measured.
 */
final class PolicyReplay implements Benchmark {
    private static final String PRODUCT = "Replayed";
    private static final int DEVICES = 20_000;

    /** Number of pieces of evidence of each device. */
    private static final int PIECES = 10;

    private static final long EVIDENCE_COUNT = (long) DEVICES * PIECES;

    /** Number of warm-up replays, and of measured replays. */
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
            return rig.onceWithoutIdleCpu(name(), TIMES * EVIDENCE_COUNT, () -> run(replays));
        }
    }

    private static void run(Replays replays) {
        for (int i = 0; i < TIMES; i++) {
            replays.run(EVIDENCE_COUNT);
        }
    }
}
