package dev.holdfast.backend.attestation.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.platform.db.CatalogId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Policies and cases with missing values, or with deceptive or unstorable characters, are reported and never cause an internal error. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class HostileTextsTest {
    /** Escapes all characters outside of ASCII, so that half a surrogate pair reaches the server. */
    private static final ObjectMapper ESCAPING =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    /** The beginning of a file of cases, up to the members of its only case. In YAML, {@code ~} is null. */
    private static final String CASE = "cases: [{name: a, effect: refuse, ";
    /** The end of a policy after its title. */
    private static final String RULES = "\ndescription: d\nrules: []\n";

    @Inject
    PolicyOperations policies;

    @Inject
    TestCatalog catalogs;

    private CatalogId catalog;

    @BeforeEach
    void create() {
        catalog = catalogs.create();
    }

    /** A text, and a part of the problem that is reported. */
    private record HostileText(String text, String problem) {}

    @Test
    void missing_values_in_cases_are_reported() throws JsonProcessingException {
        for (HostileText hostile : List.of(
                new HostileText("facts: {evidence: {kind: ~}}\ncases: []", "is empty"),
                new HostileText(CASE + "with: {measurements: ~}}]", "is empty"),
                new HostileText(CASE + "with: {measurements: [~]}}]", "is empty"),
                new HostileText(CASE + "with: ~, hits: [~]}]", "is empty"),
                new HostileText(CASE + "hits: [{rule: ~}]}]", "rule"),
                new HostileText("cases: [~]", "is empty"),
                new HostileText("cases: [{name: a, effect: ~}]", "effect is missing"),
                new HostileText("cases: ~", "cases are missing"),
                new HostileText("~", "empty"),
                new HostileText("facts: ~\ncases: [{name: \"a\\0b\", effect: refuse}]", "U+0000"),
                new HostileText("cases: [{name: a\u202eb, effect: refuse}]", "U+202E"),
                new HostileText("cases: [{name: a\ud800b, effect: refuse}]", "U+D800"))) {
            assertReported(PolicyOperations.atLeast(5), hostile.text(), hostile.problem());
        }
    }

    @Test
    void missing_values_in_policies_are_reported() throws JsonProcessingException {
        for (HostileText hostile : List.of(
                new HostileText("title: t\ndescription: d\nrules: [~]", "is empty"),
                new HostileText("title: t\ndescription: d\nrules: ~", "rules are missing"),
                new HostileText("title: ~" + RULES, "title is missing"),
                new HostileText("title: t\ndescription: ~\nrules: []", "description is missing"),
                new HostileText("~", "empty"),
                new HostileText("", "empty"),
                new HostileText(
                        PolicyOperations.atLeast(5).replace("severity: warning", "severity: ~"), "severity is missing"),
                new HostileText(PolicyOperations.atLeast(5).replace("id: too-young", "id: ~"), "rule id is missing"))) {
            assertReported(hostile.text(), "", hostile.problem());
        }
    }

    @Test
    void deceptive_or_unstorable_characters_are_reported() throws JsonProcessingException {
        for (HostileText hostile : List.of(
                new HostileText("a\u0000b", "U+0000"),
                new HostileText("\"a\\0b\"", "U+0000"),
                new HostileText("a\u202eb", "U+202E"),
                new HostileText("\"a\\u202eb\"", "U+202E"),
                new HostileText("a\ud800b", "U+D800"),
                new HostileText("\"a\\ud800b\"", "U+D800"))) {
            assertReported("title: " + hostile.text() + RULES, "", hostile.problem());
        }
    }

    @Test
    void deeply_nested_conditions_are_reported() throws JsonProcessingException {
        for (String when : List.of(
                "(".repeat(490) + "true" + ")".repeat(490),
                "!".repeat(990) + "true",
                "-".repeat(980) + "1 == 1",
                "[".repeat(490) + "1" + "]".repeat(490) + " == 1",
                "true" + "?true:true".repeat(95))) {
            String policy = PolicyOperations.atLeast(5).replace("evidence.bootCount < 5", '"' + when + '"');
            ValidatableResponse answer = send("policies/check", Map.of("policy", policy));
            answer.statusCode(200);
        }
    }

    @Test
    void a_draft_without_text_is_refused() throws JsonProcessingException {
        send("policies/check", Map.of("cases", "")).statusCode(400).body("detail", equalTo("policy is missing."));
    }

    /** Asserts that both checking and saving report the problem. */
    private void assertReported(String policy, String cases, String problem) throws JsonProcessingException {
        String message = send("policies/check", Map.of("policy", policy, "cases", cases))
                .statusCode(200)
                .body("valid", equalTo(false))
                .body("problems[0].remedy", notNullValue())
                .extract()
                .path("problems[0].message");
        assertThat(message).contains(problem).doesNotContain("null");
        send("policies/catalog/versions", Map.of("policy", policy, "cases", cases, "comment", "x"))
                .statusCode(422)
                .body("detail", containsString(problem))
                .body("detail", not(containsString("null")));
    }

    private ValidatableResponse send(String path, Map<String, String> body) throws JsonProcessingException {
        return policies.in(catalog, "contributor")
                .post(policies.path(catalog, path), ESCAPING.writeValueAsString(body));
    }
}
