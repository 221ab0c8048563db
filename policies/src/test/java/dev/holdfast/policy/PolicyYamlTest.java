package dev.holdfast.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Tests the parser of policy files and its errors. */
class PolicyYamlTest {
    private static final String GOOD = """
            id: attestation/strict
            version: 2
            kind: attestation
            title: Strict
            description: For tests.
            rules:
              - id: bad
                forEach: measurements
                when: item.rolledBack
                severity: critical
                effect: refuse
                reason: "{type} went back."
                remediation: Recover it.
            """;

    @Test
    void a_policy_file_is_parsed_completely() throws PolicyException {
        Policy policy = PolicyYaml.read(GOOD);

        assertThat(policy.id()).isEqualTo("attestation/strict");
        assertThat(policy.version()).isEqualTo(2);
        assertThat(policy.rules())
                .containsExactly(new Rule(
                        "bad",
                        "measurements",
                        "item.rolledBack",
                        Severity.CRITICAL,
                        Effect.REFUSE,
                        "{type} went back.",
                        "Recover it."));
    }

    @Test
    void an_unknown_field_is_refused_with_its_name() {
        refused(GOOD.replace("version: 2", "version: 2\nowner: me"), "owner");
        refused(GOOD.replace("    when:", "    owner: me\n    when:"), "rules[0]", "owner");
    }

    @Test
    void an_unknown_field_is_reported_at_its_line() {
        refused(GOOD.replace("version: 2", "version: 2\nrulez: []"), "line 3", "rulez");
        refused(GOOD.replace("    when:", "    owner: me\n    when:"), "line 9", "owner");
    }

    @Test
    void a_misspelt_field_is_reported_as_missing_with_its_rule() {
        refused(GOOD.replace("when:", "wenn:"), "line 14", "rules[0]", "rule bad: when is missing");
    }

    @Test
    void a_duplicate_field_is_refused() {
        refused(GOOD + "version: 3\n", "version");
    }

    @Test
    void a_second_document_is_refused() {
        refused(GOOD + "---\nid: attestation/other\n", "a second document begins here");
    }

    @Test
    void a_missing_reason_is_reported_with_its_rule() {
        refused(GOOD.replace("    reason: \"{type} went back.\"\n", ""), "rules[0]", "rule bad: reason is missing");
    }

    @Test
    void a_missing_effect_is_reported_with_its_rule() {
        refused(GOOD.replace("    effect: refuse\n", ""), "rule bad: effect is missing");
    }

    @Test
    void an_effect_of_another_kind_is_refused() {
        refused(
                GOOD.replace("refuse", "hold"),
                "rule bad: effect 'hold' is not allowed in a policy of kind attestation");
    }

    @Test
    void an_unknown_effect_is_refused_with_a_list_of_effects() {
        refused(
                GOOD.replace("refuse", "explode"),
                "line 11",
                "effect 'explode' is not one of certificate, repair-only");
    }

    @Test
    void an_id_that_contradicts_the_kind_is_refused() {
        refused(GOOD.replace("kind: attestation", "kind: admission"), "does not start with its kind, admission");
    }

    @Test
    void two_rules_with_one_id_are_refused() {
        refused(GOOD + GOOD.substring(GOOD.indexOf("  - id: bad")), "rule bad is not unique");
    }

    @Test
    void an_empty_file_is_refused() {
        refused("", "");
        refused("# nothing but a comment\n", "");
    }

    @Test
    void a_version_must_be_a_whole_number() {
        refused(GOOD.replace("version: 2", "version: two"), "line 2");
        refused(GOOD.replace("version: 2", "version: 1.5"), "line 2");
    }

    @Test
    void a_file_that_is_too_long_is_refused() {
        refused(GOOD + "#".repeat(PolicyYaml.MAX_LENGTH), "at most 262144 characters");
    }

    /** Asserts that the text is refused with a message that contains all of {@code says}. */
    private static void refused(String yaml, String... says) {
        assertThatThrownBy(() -> PolicyYaml.read(yaml))
                .isInstanceOf(PolicyException.class)
                .hasMessageContainingAll(says);
    }
}
