package dev.holdfast.bench;

import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.rollout.NewPhase;
import java.io.IOException;

/**
 * {@code rollout_start_20k} and {@code rollout_start_1m}: CPU of a rollout from its creation until 1 % of the devices of a group are open,
 * and of its end. The devices do not react. The CPU that the servers use while idle is subtracted.
 *
 * @param name name of the benchmark
 * @param devices number of devices of the group
 * @param limitMillis maximum CPU of an operation
 */
record RolloutStart(String name, int devices, int limitMillis) implements Benchmark {
    private static final String PRODUCT = "Rollout";
    private static final int OPERATIONS = 10;
    private static final int IMAGE_BYTES = 16 << 10;
    private static final int PERCENT = 1;
    private static final double MICROS_PER_MILLI = 1e3;

    @Override
    public BenchResult run(BenchRig rig) throws IOException, InterruptedException {
        try (StoredFleet _ = rig.storedFleet(PRODUCT, devices, 0)) {
            Updates updates = rig.updates(PRODUCT);
            ImageId image = updates.upload(rig.application("1.0.0", IMAGE_BYTES));
            rig.say("%,d devices are stored".formatted(devices));
            repeat(updates, image);
            return rig.onceWithoutIdleCpu(name, OPERATIONS, () -> repeat(updates, image))
                    .withLimit(limitMillis * MICROS_PER_MILLI);
        }
    }

    private static void repeat(Updates updates, ImageId image) {
        for (int i = 0; i < OPERATIONS; i++) {
            updates.abort(updates.open(image, NewPhase.ofPercent(PERCENT)));
        }
    }
}
