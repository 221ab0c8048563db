package dev.holdfast.sim.hsm.rng;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Tests the random number generator and the health tests of its noise source (NIST SP 800-90B). */
class HealthTestedRngTest {
    @Test
    void health_test_cutoffs_match_nist_sp_800_90b() {
        assertThat(RepetitionCount.cutoff(1, 20)).isEqualTo(21);
        assertThat(RepetitionCount.cutoff(1, 30)).isEqualTo(31);
        assertThat(RepetitionCount.cutoff(4, 30)).isEqualTo(9);
        assertThat(AdaptiveProportion.cutoff(1, 30))
                .as("what jitterentropy takes for H = 1")
                .isEqualTo(325);
        assertThat(AdaptiveProportion.cutoff(1.0 / 2, 30)).isEqualTo(422);
        assertThat(AdaptiveProportion.cutoff(1.0 / 4, 30)).isEqualTo(477);
        assertThat(AdaptiveProportion.cutoff(4, 30)).isEqualTo(71);
    }

    @Test
    void a_source_that_is_stuck_from_the_start_gives_no_output() {
        HealthTestedRng rng = new HealthTestedRng(samples -> Arrays.fill(samples, (byte) 0x5A));

        assertThatThrownBy(() -> rng.bytes(1)).isInstanceOf(EntropyFailureException.class);
    }

    @Test
    void a_stuck_source_is_detected_within_nine_samples() {
        AtomicBoolean stuck = new AtomicBoolean();
        EntropySource sound = EntropySource.seeded(1);
        HealthTestedRng rng = new HealthTestedRng(samples -> {
            sound.sample(samples);
            if (stuck.get()) {
                Arrays.fill(samples, 0, 10, (byte) 7);
            }
        });
        assertThat(rng.bytes(100)).hasSize(100);

        stuck.set(true);
        assertThatThrownBy(() -> rng.bytes(1)).isInstanceOf(EntropyFailureException.class);
        stuck.set(false);
        assertThatThrownBy(() -> rng.bytes(1)).as("the alarm stays").isInstanceOf(EntropyFailureException.class);
        assertThatThrownBy(rng.asSecureRandom()::nextInt).isInstanceOf(EntropyFailureException.class);

        rng.restart();
        assertThat(rng.bytes(1)).hasSize(1);
    }

    @Test
    void a_source_with_a_too_frequent_value_is_detected() {
        SplittableRandom random = new SplittableRandom(2);
        HealthTestedRng rng = new HealthTestedRng(samples -> {
            random.nextBytes(samples);
            for (int i = 0; i < samples.length; i += 3) {
                samples[i] = 0;
            }
        });

        assertThatThrownBy(() -> rng.bytes(32)).isInstanceOf(EntropyFailureException.class);
    }

    @Test
    void a_start_up_test_of_1024_samples_comes_before_the_first_output() {
        AtomicInteger drawn = new AtomicInteger();
        EntropySource sound = EntropySource.seeded(3);
        HealthTestedRng rng = new HealthTestedRng(samples -> {
            drawn.addAndGet(samples.length);
            sound.sample(samples);
        });

        rng.bytes(32);

        assertThat(drawn).hasValue(1024 + 80);
    }

    @Property(tries = 50)
    void the_same_seed_gives_the_same_bytes_and_another_seed_others(
            @ForAll long seed, @ForAll @IntRange(min = 16, max = 200) int length) {
        byte[] first = new HealthTestedRng(EntropySource.seeded(seed)).bytes(length);

        assertThat(new HealthTestedRng(EntropySource.seeded(seed)).bytes(length))
                .isEqualTo(first);
        assertThat(new HealthTestedRng(EntropySource.seeded(seed + 1)).bytes(length))
                .isNotEqualTo(first);
    }

    @Property(tries = 30)
    void a_healthy_source_raises_no_alarm(@ForAll long seed) {
        assertThat(new HealthTestedRng(EntropySource.seeded(seed)).bytes(4096)).hasSize(4096);
    }
}
