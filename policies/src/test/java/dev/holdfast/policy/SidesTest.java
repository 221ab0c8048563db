package dev.holdfast.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sides of a device that a rule affects. */
class SidesTest {
    private static final Map<String, Object> FACTS = Map.of(
            "evidence", Policies.evidence(42),
            "measurements",
                    List.of(
                            measurement("NormalWorldKernel", "CURRENT", "executables"),
                            measurement("RootFs", "MISMATCH", "file-system")),
            "deviations", List.of(Map.of("kind", "FUSE_ROLLBACK", "type", "OneBl", "side", "hardware")),
            "history", Map.of("lastBootCount", 41),
            "clock", Map.of("answeredAfter", 1));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "evidence.debugState != 'ENABLED' | RUNTIME_OPAQUE",
                "evidence.bootCount > history.lastBootCount | INSTANCE_IDENTITY",
                "clock.answeredAfter < 5 | INSTANCE_IDENTITY",
                "!(11 in evidence.capabilities) | CONFIGURATION",
                "evidence.capabilities.all(c, c < 10) | CONFIGURATION",
                "evidence.manufacturingState != '' | CONFIGURATION",
                "measurements.exists(m, m.type == 'RootFs') | FILE_SYSTEM",
                "deviations.size() == 1 | HARDWARE",
                "true | CONFIGURATION",
            })
    void a_rule_affects_the_side_of_the_facts_it_reads(String when, Side side) {
        assertThat(sides(null, null, when)).containsExactly(side);
    }

    @Test
    void a_rule_with_facts_of_two_sides_affects_both() {
        assertThat(sides(null, null, "evidence.bootCount > 3 && evidence.debugState != 'ENABLED'"))
                .containsExactlyInAnyOrder(Side.INSTANCE_IDENTITY, Side.RUNTIME_OPAQUE);
    }

    @Test
    void a_rule_over_items_affects_the_side_of_the_item() {
        assertThat(sides("measurements", null, "item.verdict == 'MISMATCH' && evidence.bootCount > 3"))
                .containsExactly(Side.FILE_SYSTEM);
        assertThat(sides("deviations", null, "item.kind == 'FUSE_ROLLBACK'")).containsExactly(Side.HARDWARE);
    }

    @Test
    void about_overrides_every_other_side() {
        assertThat(sides(null, Side.SOURCED_DATA, "evidence.bootCount > 3")).containsExactly(Side.SOURCED_DATA);
        assertThat(sides("measurements", Side.HARDWARE, "item.verdict == 'MISMATCH'"))
                .containsExactly(Side.HARDWARE);
    }

    @Test
    void a_rule_that_cannot_be_evaluated_affects_the_same_side() {
        Hit hit = only(Policies.rule("broken", null, "evidence.bootCount > 3", Effect.REFUSE))
                .decide(Map.of())
                .hits()
                .getFirst();

        assertThat(hit.sides()).containsExactly(Side.INSTANCE_IDENTITY);
    }

    @Test
    void sides_have_the_names_of_the_standard() throws PolicyException {
        String policy = """
                title: Test
                description: For tests.
                rules:
                  - id: a
                    when: 'true'
                    severity: notice
                    effect: certificate
                    about: %s
                    reason: A.
                    remediation: B.
                """;

        assertThat(PolicySource.read(Kind.ATTESTATION, policy.formatted("file-system"))
                        .compile("attestation/test", 1)
                        .policy()
                        .rules()
                        .getFirst()
                        .about())
                .isEqualTo(Side.FILE_SYSTEM);
        assertThatThrownBy(() -> PolicySource.read(Kind.ATTESTATION, policy.formatted("disk")))
                .hasMessageContaining("about 'disk' is not one of instance-identity, configuration, executables");
    }

    private static Set<Side> sides(@Nullable String forEach, @Nullable Side about, String when) {
        Rule rule = new Rule("any-name", forEach, when, Severity.WARNING, Effect.REFUSE, about, "A.", "B.");
        return only(rule).decide(FACTS).hits().getFirst().sides();
    }

    private static CompiledPolicy only(Rule rule) {
        try {
            return Policies.attestation(rule);
        } catch (PolicyException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> measurement(String type, String verdict, String side) {
        return Map.of("type", type, "verdict", verdict, "side", side, "rolledBack", false);
    }
}
