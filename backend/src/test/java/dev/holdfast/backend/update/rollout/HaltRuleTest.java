package dev.holdfast.backend.update.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.backend.update.rollout.HaltRule.Cause;
import dev.holdfast.contract.operator.rollout.PhaseImpact;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests when a halt rule fires. */
class HaltRuleTest {
    /** All rules are for 10 % and at least 20 devices. */
    @ParameterizedTest
    @CsvSource({
        // cause, attested, failed, returned, not attested, silent, fires
        "INSTALL_FAILED, 90, 10, 0, 0, 0, false",
        "INSTALL_FAILED, 90, 11, 0, 0, 0, true",
        "INSTALL_FAILED, 90, 6, 5, 0, 0, true",
        "INSTALL_FAILED, 50, 5, 0, 25, 20, false",
        "INSTALL_FAILED, 16, 3, 0, 0, 0, false",
        "INSTALL_FAILED, 17, 3, 0, 0, 0, true",
        "INSTALL_FAILED, 0, 0, 0, 0, 0, false",
        "DID_NOT_COME_BACK, 90, 0, 0, 0, 11, true",
        "DID_NOT_COME_BACK, 80, 10, 0, 10, 10, false",
        "ATTESTATION_FAILED, 90, 0, 0, 11, 0, true",
        "ATTESTATION_FAILED, 80, 10, 0, 10, 10, false",
    })
    void a_rule_counts_its_cause_of_the_devices_with_a_result(
            Cause cause, long attested, long failed, long returned, long notAttested, long silent, boolean fires) {
        long finished = attested + failed + returned + notAttested + silent;
        PhaseCounts one = new PhaseCounts(finished + 1000, attested, failed, returned, notAttested, silent, 0);
        RolloutCounters counters = new RolloutCounters(List.of(one), true, Share.NONE, Share.NONE, 0);

        assertThat(new HaltRule(cause, 10, 20).test(counters).isPresent()).isEqualTo(fires);
    }

    @ParameterizedTest
    @CsvSource({
        // crashed and attested on the next deployment, crashed and all on the current one, fires
        "2, 20, 0, 0, false",
        "3, 20, 0, 0, true",
        "3, 20, 50, 1000, false",
        "4, 20, 50, 1000, true",
        "3, 19, 0, 1000, false",
        "13, 100, 3, 100, false",
        "20, 20, 1000, 1000, false",
    })
    void crashes_count_above_the_rate_of_the_current_deployment(
            long crashed, long attested, long crashedBefore, long before, boolean fires) {
        PhaseCounts one = new PhaseCounts(attested, attested, 0, 0, 0, 0, 0);
        RolloutCounters counters = new RolloutCounters(
                List.of(one), true, new Share(crashed, attested), new Share(crashedBefore, before), 0);

        assertThat(new HaltRule(Cause.CRASH_RATE, 10, 20).test(counters).isPresent())
                .isEqualTo(fires);
    }

    @Test
    void all_open_phases_count_together() {
        PhaseCounts canaries = new PhaseCounts(10, 0, 10, 0, 0, 0, 0);
        PhaseCounts second = new PhaseCounts(100, 90, 0, 0, 0, 0, 0);
        RolloutCounters counters = new RolloutCounters(List.of(canaries, second), true, Share.NONE, Share.NONE, 0);

        assertThat(new HaltRule(Cause.INSTALL_FAILED, 10, 20).test(counters)).isEmpty();
        assertThat(new HaltRule(Cause.INSTALL_FAILED, 9, 20).test(counters))
                .hasValueSatisfying(fired -> assertThat(fired.affected()).isEqualTo(new Share(10, 100)));
    }

    @Test
    void rules_shares_and_counts_have_bounds() {
        assertThatThrownBy(() -> new HaltRule(Cause.CRASH_RATE, 100, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HaltRule(Cause.CRASH_RATE, 5, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Share(2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PhaseCounts(4, 1, 1, 1, 1, 1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PhaseCounts(4, -1, 0, 0, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_preview_warns_of_rules_that_need_more_devices_than_the_first_phases_have() {
        List<HaltRule> rules = List.of(
                new HaltRule(Cause.INSTALL_FAILED, 5, 10),
                new HaltRule(Cause.CRASH_RATE, 5, 10),
                new HaltRule(Cause.ATTESTATION_FAILED, 5, 2),
                new HaltRule(Cause.DID_NOT_COME_BACK, 5, 100));

        assertThat(LateHaltRules.warnings(rules, phases(1, 3, 25)))
                .containsExactly(
                        "The halt rule for failed attestations cannot fire before phase 2: it needs 2 devices with a result,"
                                + " and phase 1 has 1.",
                        "The halt rule for failed installations, crashes cannot fire before phase 3: it needs 10 devices with a"
                                + " result, and phases 1 to 2 have 3.",
                        "The halt rule for devices that did not come back cannot fire at all: it needs 100 devices with a"
                                + " result, and phases 1 to 3 have 25.");
        assertThat(LateHaltRules.warnings(rules, phases(100, 200))).isEmpty();
    }

    private static List<PhaseImpact> phases(long... devices) {
        return IntStream.range(0, devices.length)
                .mapToObj(index -> new PhaseImpact(index + 1, devices[index], devices[index]))
                .toList();
    }
}
