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

/** Tests which trustworthiness claims a rule affects. */
class AffectedClaimsTest {
    private static final Map<String, Object> FACTS = Map.of(
            "evidence", Policies.evidence(42),
            "measurements",
                    List.of(
                            measurement("NormalWorldKernel", "CURRENT", "executables"),
                            measurement("RootFs", "MISMATCH", "file-system")),
            "deviations", List.of(Map.of("kind", "FUSE_ROLLBACK", "type", "OneBl", "claim", "hardware")),
            "history", Map.of("lastBootCount", 41),
            "clock", Map.of("answeredAfter", 1));

    /** Each line: condition, and the claim of a hit. */
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
    void a_rule_affects_the_claim_of_the_facts_it_reads(String when, TrustClaim claim) {
        assertThat(claims(null, null, when)).containsExactly(claim);
    }

    @Test
    void a_rule_with_facts_of_two_claims_affects_both() {
        assertThat(claims(null, null, "evidence.bootCount > 3 && evidence.debugState != 'ENABLED'"))
                .containsExactlyInAnyOrder(TrustClaim.INSTANCE_IDENTITY, TrustClaim.RUNTIME_OPAQUE);
    }

    @Test
    void a_rule_over_items_affects_the_claim_of_the_item() {
        assertThat(claims("measurements", null, "item.verdict == 'MISMATCH' && evidence.bootCount > 3"))
                .containsExactly(TrustClaim.FILE_SYSTEM);
        assertThat(claims("deviations", null, "item.kind == 'FUSE_ROLLBACK'")).containsExactly(TrustClaim.HARDWARE);
    }

    @Test
    void about_overrides_every_other_claim() {
        assertThat(claims(null, TrustClaim.SOURCED_DATA, "evidence.bootCount > 3"))
                .containsExactly(TrustClaim.SOURCED_DATA);
        assertThat(claims("measurements", TrustClaim.HARDWARE, "item.verdict == 'MISMATCH'"))
                .containsExactly(TrustClaim.HARDWARE);
    }

    @Test
    void a_rule_that_cannot_be_evaluated_affects_the_same_claim() {
        RuleHit hit = only(Policies.rule("broken", null, "evidence.bootCount > 3", Effect.REFUSE))
                .decide(Map.of())
                .hits()
                .getFirst();

        assertThat(hit.claims()).containsExactly(TrustClaim.INSTANCE_IDENTITY);
    }

    @Test
    void claims_have_the_names_of_ar4si() throws PolicyException {
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
                .isEqualTo(TrustClaim.FILE_SYSTEM);
        assertThatThrownBy(() -> PolicySource.read(Kind.ATTESTATION, policy.formatted("disk")))
                .hasMessageContaining("about 'disk' is not one of instance-identity, configuration, executables");
    }

    /** Returns the claims of the first hit of a rule with this condition. */
    private static Set<TrustClaim> claims(@Nullable String forEach, @Nullable TrustClaim about, String when) {
        Rule rule = new Rule("any-name", forEach, when, Severity.WARNING, Effect.REFUSE, about, "A.", "B.", null);
        return only(rule).decide(FACTS).hits().getFirst().claims();
    }

    private static CompiledPolicy only(Rule rule) {
        try {
            return Policies.attestation(rule);
        } catch (PolicyException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> measurement(String type, String verdict, String claim) {
        return Map.of("type", type, "verdict", verdict, "claim", claim, "rolledBack", false);
    }
}
