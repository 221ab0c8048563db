package dev.holdfast.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.policy.PolicyProblem.Code;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks of policy texts, including hostile ones. */
class PolicyReviewTest {
    /** Policy with two rules. {@code WHEN} on line 12 stands for the condition of the second rule. */
    private static final String POLICY = """
            title: Strict
            description: For tests.
            rules:
              - id: first
                when: evidence.bootCount > 100
                severity: notice
                effect: certificate
                reason: Booted {evidence.bootCount} times.
                remediation: Nothing to do.
              - id: second
                forEach: measurements
                when: WHEN
                severity: critical
                effect: refuse
                reason: "{type} went back."
                remediation: Recover it.
            """;

    private static final String GOOD = POLICY.replace("WHEN", "item.rolledBack");
    /** One test case, which hits the second rule of {@code GOOD}. */
    private static final String CASES = """
            facts:
              evidence: {debugState: DISABLED_PERMANENTLY, manufacturingState: DEVICE_COMPLETE, bootCount: 1,
                keystoreVersion: 1, capabilities: []}
              history: {lastBootCount: 0}
              measurements: [{type: OneBl, component: a, verdict: CURRENT, referenceState: PERMANENT, rolledBack: true, customer: false}]
            cases:
              - name: a step back is refused
                effect: refuse
                hits: [{rule: second, subject: OneBl}]
            """;

    @Test
    void a_valid_policy_passes_and_untested_rules_are_listed() {
        PolicyReview review = review(GOOD, CASES);

        assertThat(review.isAccepted()).isTrue();
        assertThat(review.title()).isEqualTo("Strict");
        assertThat(review.rules()).containsExactly("first", "second");
        assertThat(review.rulesWithoutCase()).containsExactly("first");
    }

    @Test
    void a_failed_case_describes_the_difference() {
        PolicyReview review = review(GOOD, CASES.replace("effect: refuse", "effect: certificate"));

        assertThat(review.isAccepted()).isFalse();
        assertThat(review.outcomes())
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.expected().difference("the policy", outcome.decision()))
                        .isEqualTo(
                                "'a step back is refused' expects certificate with second (OneBl), but the policy decides"
                                        + " refuse with second (OneBl)"));
    }

    /** Each line: condition of the second rule, and the code of its problem. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            measurements.all(a, measurements.all(b, measurements.all(c, a.type != b.type))) | TOO_COSTLY
            [1].all(a, [1].all(b, [1].all(c, a == b))) | LOOPS
            [item.type + item.type].map(a, [a + a].map(b, [b + b].map(c, [c + c].map(d, d + d)))).size() > 0 | LOOPS
            1 / 0 > 0 | DIVIDES_BY_ZERO
            evidence.bootCount % 0 == 1 | DIVIDES_BY_ZERO
            100 / evidence.bootCount > 1 | DIVIDES_BY_ZERO
            100 / (1 - 1) > 1 | DIVIDES_BY_ZERO
            measurements.exists(m, 5 % size(measurements) == 1) | DIVIDES_BY_ZERO
            dyn(evidence.bootCount) / dyn(0) > 1 | DIVIDES_BY_ZERO
            claims.admin == true | UNKNOWN_NAME
            evidence.bootcount > 1 | UNKNOWN_NAME
            item.digest == '00' | UNKNOWN_NAME
            system('rm -rf /') | UNKNOWN_NAME
            evidence.bootCount == 'many' | WRONG_TYPE
            evidence.bootCount | WRONG_TYPE
            item.rolledBack && | CONDITION_SYNTAX
            cel.bind(a, 1, a == 1) | UNKNOWN_NAME
            item.type.matches('((a{1000}){1000}){1000}') | PATTERN
            item.type.matches('((((((((a{30}){30}){30}){30}){30}){30}){30}){30}') | PATTERN
            item.type.matches('[[:alpha:][]((a{1000}){1000}){1000}') | PATTERN
            item.type.matches(r'\\\\Q(\\\\E((a{1000}){1000}){1000}') | PATTERN
            item.type.matches(item.component) | PATTERN
            matches(item.type, 'a' + 'b') | PATTERN
            item.type.matches('(') | PATTERN
            [item.type + item.type].all(a, [a + a + a + a + a + a + a + a].all(b, (b + b + b + b + b + b + b + b).contains(b + b + b))) | TOO_COSTLY
            [measurements + measurements + measurements].all(a, a.all(b, a.all(c, b == c))) | TOO_COSTLY
            """)
    void harmful_conditions_are_refused_with_code_line_rule_and_remedy(String when, Code code) {
        PolicyReview review = review(POLICY.replace("WHEN", '"' + when.replace("\"", "\\\"") + '"'), "");

        assertThat(review.isAccepted()).isFalse();
        assertThat(review.policyProblems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).as(problem.message()).isEqualTo(code);
            assertThat(problem.rule()).isEqualTo("second");
            assertThat(problem.line()).isEqualTo(12);
            assertThat(problem.sentence()).startsWith("line 12: rule second: ");
            assertThat(problem.remedy()).endsWith(".").hasSizeGreaterThan(20);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evidence.bootCount / 10 > 3",
                "evidence.bootCount % -2 == 0",
                "double(evidence.bootCount) / double(evidence.keystoreVersion) > 1.0",
                "measurements.exists(m, m.type == item.type)",
                "item.type.matches('^(Root|One).*$')",
                "item.component.matches('^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$')",
                "item.type == 'OneBl' ? item.rolledBack : item.customer"
            })
    void harmless_conditions_are_allowed(String when) {
        assertThat(review(POLICY.replace("WHEN", '"' + when + '"'), "").policyProblems())
                .isEmpty();
    }

    /** Each line: test cases, and a part of the message. {@code LONG} stands for a list of 80,000 items, {@code TEXT} for 257 characters. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            facts: {measurements: LONG} | at most 64
            facts: {evidence: {kind: TEXT}} | at most 256
            facts: {evidence: {kind: ~}} | is empty
            cases: [{name: a, effect: refuse, with: {measurements: [~]}}] | is empty
            cases: [{name: a, effect: refuse, with: {measurements: ~}}] | is empty
            cases: [{name: a, effect: refuse, hits: [~]}] | hits[0] is empty
            cases: [~] | cases[0] is empty
            facts: {evidence: {kind: "\\ud800"}} | U+D800
            cases: [{name: "a\\0b", effect: refuse}] | U+0000
            """)
    void impossible_facts_in_cases_are_refused_with_a_message(String cases, String message) {
        String text = cases.replace("LONG", "[" + "{},".repeat(80_000) + "]").replace("TEXT", "x".repeat(257));
        PolicyReview review = review(GOOD, text.startsWith("facts") ? text + "\ncases: []" : text);

        assertThat(review.caseProblems())
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.message()).contains(message).doesNotContain("null"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "a\\0b" | U+0000
            "a\\u202Eb" | U+202E
            "a\\ud800b" | U+D800
            """)
    void a_title_that_is_not_plain_is_refused(String title, String message) {
        PolicyReview review = review(GOOD.replace("title: Strict", "title: " + title), "");

        assertThat(review.policyProblems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains(message));
    }

    @Test
    void a_comment_that_is_not_plain_is_refused_with_its_line() {
        assertThat(review(GOOD + "# \u202e nothing to see", "").policyProblems())
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.line()).isEqualTo(GOOD.lines().count() + 1));
    }

    @Test
    void an_empty_rule_is_reported_with_its_line() {
        PolicyReview review = review("title: t\ndescription: d\nrules:\n  - ~\n", "");

        assertThat(review.policyProblems()).singleElement().satisfies(problem -> {
            assertThat(problem.message()).contains("rules[0] is empty");
            assertThat(problem.line()).isEqualTo(4);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nonsense | expected a map of fields
            [] | expected a map of fields
            title: [a] | title: expected a text
            title: {a: b} | title: expected a text
            rules: a | rules: expected a list
            rules: [a] | rules[0]: expected a map of fields
            rules: [{id: [a]}] | rules[0].id: expected a text
            rules: [{id: ~}] | rule id is missing
            """)
    void a_wrong_structure_is_reported_in_terms_of_yaml(String policy, String message) {
        assertThat(review(policy, "").policyProblems())
                .first()
                .satisfies(problem -> assertThat(problem.message())
                        .contains(message)
                        .doesNotContain("null")
                        .doesNotContain("dev.holdfast"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "cases: {a: b}", "cases: [a]", "cases: [{name: a, effect: refuse, hits: {}}]"})
    void a_wrong_structure_of_cases_is_reported_in_terms_of_yaml(String cases) {
        assertThat(review(GOOD, cases).caseProblems())
                .first()
                .satisfies(problem ->
                        assertThat(problem.message()).contains("expected").doesNotContain("dev.holdfast"));
    }

    @Test
    void cases_with_too_many_hits_are_stopped() {
        String items = "{type: OneBl, rolledBack: true},".repeat(64);
        String cases =
                "facts: {measurements: [" + items + "]}\ncases:\n" + "  - {name: a, effect: refuse}\n".repeat(100);

        assertThat(review(GOOD, cases).caseProblems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("more than 5000 hits"));
    }

    @Test
    void an_overdue_check_ends() {
        assertThat(PolicyReview.of(Kind.ATTESTATION, GOOD, CASES, () -> true).caseProblems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("takes too long"));
    }

    @Test
    void oversized_facts_fail_closed() throws PolicyException {
        CompiledPolicy policy = PolicySource.read(Kind.ATTESTATION, GOOD).compile("attestation/test", 1);

        assertThat(policy.decide(Map.of("measurements", Collections.nCopies(65, Map.of("rolledBack", false))))
                        .effect())
                .isEqualTo(Effect.REFUSE);
    }

    @Test
    void an_evaluation_error_is_a_hit() throws PolicyException {
        // An overflow depends on the value of the fact, so the checks of the text cannot detect it.
        CompiledPolicy policy = PolicySource.read(
                        Kind.ATTESTATION, POLICY.replace("WHEN", "evidence.bootCount * 9223372036854775807 > 0"))
                .compile("attestation/catalog", 3);

        Decision decision =
                policy.decide(Policies.facts(Policies.evidence(2), List.of(Policies.measurement("RootFs", "CURRENT"))));

        assertThat(decision.effect()).isEqualTo(Effect.REFUSE);
    }

    @Test
    void all_problems_are_reported_at_once() {
        PolicyReview review = review(
                POLICY.replace("WHEN", "item.digest == '00'").replace("Booted {evidence.bootCount}", "Booted {boots}"),
                "cases: [{name: x}]");

        assertThat(review.policyProblems())
                .extracting(PolicyProblem::code, PolicyProblem::line)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Code.REASON, 8),
                        org.assertj.core.groups.Tuple.tuple(Code.UNKNOWN_NAME, 12));
        assertThat(review.caseProblems()).hasSize(1);
    }

    @Test
    void anchors_and_aliases_are_refused_with_their_line() {
        problem(GOOD.replace("title: Strict", "title: &a Strict"), Code.ALIASES, 1);
        problem(GOOD.replace("description: For tests.", "description: *a"), Code.ALIASES, 2);
        problem("a: &a [*a]", Code.ALIASES, 1);
    }

    @Test
    void deep_nesting_and_large_texts_are_refused() {
        problem("title: " + "[".repeat(5000), Code.BOUNDS, 1);
        problem("title: " + "{a: ".repeat(5000), Code.BOUNDS, 1);
        problem(GOOD + "#".repeat(70_000), Code.BOUNDS, 0);
        problem(GOOD.replace("Strict", "x".repeat(101)), Code.FIELD, 0);
    }

    @Test
    void fields_that_holdfast_assigns_are_refused() {
        problem("id: attestation/default\n" + GOOD, Code.FIELD, 1);
        problem(GOOD + "version: 7\n", Code.FIELD, 17);
        problem(GOOD + "kind: admission\n", Code.FIELD, 17);
        assertThat(review(GOOD + "kind: attestation\n", "").isAccepted()).isTrue();
    }

    @Test
    void invalid_yaml_is_reported_with_its_line() {
        problem(GOOD.replace("    when: item.rolledBack", "\twhen: item.rolledBack"), Code.SYNTAX, 12);
        problem("", Code.SYNTAX, 0);
        problem(GOOD + "---\ntitle: another\n", Code.SYNTAX, 17);
    }

    @Test
    void cases_can_omit_facts() {
        PolicyReview review = review(
                GOOD, "cases: [{name: nothing is known, effect: refuse, hits: [{rule: first}, {rule: second}]}]");

        assertThat(review.isAccepted()).as(review.toString()).isTrue();
        assertThat(review.outcomes().getFirst().expected().facts()).isEqualTo(Map.of());
    }

    /** Asserts the code and line of the first problem; line 0 is not checked. */
    private static void problem(String policy, Code code, int line) {
        List<PolicyProblem> problems = review(policy, "").policyProblems();
        assertThat(problems).isNotEmpty();
        assertThat(problems.getFirst().code()).as(problems.toString()).isEqualTo(code);
        if (line > 0) {
            assertThat(problems.getFirst().line()).as(problems.toString()).isEqualTo(line);
        }
    }

    private static PolicyReview review(String policy, String cases) {
        return PolicyReview.of(Kind.ATTESTATION, policy, cases);
    }
}
