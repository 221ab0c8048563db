package dev.holdfast.sim.hsm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.format.DebugState;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.sim.hsm.rng.EntropySource;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Measures the heap of a chip after boot: the growth of the heap by many chips, divided by their number. All chips
 * open the same directory. Runs alone, because the heap has the objects of all tests.
 */
@Isolated
class FootprintTest {
    private static final int CHIPS = 1000;
    /** Number of measured images. Each has an anti-rollback fuse. Evidence has at most {@value Measurement#MAX_COUNT} measurements. */
    private static final int IMAGES = 17;
    /** Maximum heap of a chip in bytes. */
    private static final long LIMIT = 4096;

    @TempDir
    private Path directory;

    @Test
    void a_fully_used_booted_chip_takes_less_than_4_kilobytes() throws IOException {
        Pluton original = Pluton.manufacture(directory, TestKeys.somePublicKey(), DebugState.DISABLED_PERMANENTLY);
        Map<ComponentId, Long> floors = new HashMap<>();
        for (int i = 0; i < IMAGES; i++) {
            floors.put(measurement(i).component(), 1L);
        }
        original.fuses().raiseSecurityFloors(floors);
        Pluton[] chips = new Pluton[CHIPS];
        chips[0] = booted();

        long before = used();
        for (int i = 1; i < CHIPS; i++) {
            chips[i] = booted();
        }
        long each = (used() - before) / (CHIPS - 1);

        assertThat(chips[CHIPS - 1].measurements()).hasSize(IMAGES);
        // The chip's keys alone take more than 500 bytes, so a smaller result is a measuring error.
        assertThat(each).as("bytes per chip").isBetween(500L, LIMIT);
    }

    private Pluton booted() throws IOException {
        Pluton chip = Pluton.open(directory, EntropySource.seeded(1));
        chip.reset();
        chip.latchCapabilityKeys(Set.of(TestKeys.somePublicKey()));
        for (int i = 0; i < IMAGES; i++) {
            chip.extend(measurement(i));
        }
        chip.generateClientAuthKeys();
        chip.commitClientAuthKeys();
        return chip;
    }

    private static Measurement measurement(int i) {
        return new Measurement(
                ImageType.SERVICES,
                new ComponentId(new UUID(1, i)),
                new ImageId(new UUID(2, i)),
                Digest.sha256(new byte[] {(byte) i}),
                i);
    }

    /** Returns the used heap once a further collection frees nothing: cleaners free memory of other tests after a collection. */
    private static long used() {
        long before = Long.MAX_VALUE;
        long after = collect();
        while (after < before) {
            before = after;
            after = collect();
        }
        return after;
    }

    /** Returns the used heap after a full collection. {@code gc()} of the bean returns when it has ended. */
    private static long collect() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }
}
