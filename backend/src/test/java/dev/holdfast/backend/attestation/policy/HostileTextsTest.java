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

/** Texts with nothing where something belongs, and with what deceives or cannot be stored: told, and never an outage. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class HostileTextsTest {
    private static final ObjectMapper ESCAPING =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private static final String CASE = "cases: [{name: a, effect: refuse, ";
    private static final String RULES = "\ndescription: d\nrules: []\n";

    @Inject
    PolicyDesk desk;

    @Inject
    TestCatalog catalogs;

    private CatalogId catalog;

    @BeforeEach
    void create() {
        catalog = catalogs.create();
    }

    private record Said(String text, String problem) {}

    @Test
    void missing_values_in_cases_are_reported() throws JsonProcessingException {
        for (Said said : List.of(
                new Said("facts: {evidence: {kind: ~}}\ncases: []", "is empty"),
                new Said(CASE + "with: {measurements: ~}}]", "is empty"),
                new Said(CASE + "with: {measurements: [~]}}]", "is empty"),
                new Said(CASE + "with: ~, hits: [~]}]", "is empty"),
                new Said(CASE + "hits: [{rule: ~}]}]", "rule"),
                new Said("cases: [~]", "is empty"),
                new Said("cases: [{name: a, effect: ~}]", "effect is missing"),
                new Said("cases: ~", "cases are missing"),
                new Said("~", "empty"),
                new Said("facts: ~\ncases: [{name: \"a\\0b\", effect: refuse}]", "U+0000"),
                new Said("cases: [{name: a\u202eb, effect: refuse}]", "U+202E"),
                new Said("cases: [{name: a\ud800b, effect: refuse}]", "U+D800"))) {
            isTold(PolicyDesk.atLeast(5), said.text(), said.problem());
        }
    }

    @Test
    void missing_values_in_policies_are_reported() throws JsonProcessingException {
        for (Said said : List.of(
                new Said("title: t\ndescription: d\nrules: [~]", "is empty"),
                new Said("title: t\ndescription: d\nrules: ~", "rules are missing"),
                new Said("title: ~" + RULES, "title is missing"),
                new Said("title: t\ndescription: ~\nrules: []", "description is missing"),
                new Said("~", "empty"),
                new Said("", "empty"),
                new Said(PolicyDesk.atLeast(5).replace("severity: warning", "severity: ~"), "severity is missing"),
                new Said(PolicyDesk.atLeast(5).replace("id: too-young", "id: ~"), "rule id is missing"))) {
            isTold(said.text(), "", said.problem());
        }
    }

    @Test
    void deceptive_or_unstorable_characters_are_reported() throws JsonProcessingException {
        for (Said said : List.of(
                new Said("a\u0000b", "U+0000"),
                new Said("\"a\\0b\"", "U+0000"),
                new Said("a\u202eb", "U+202E"),
                new Said("\"a\\u202eb\"", "U+202E"),
                new Said("a\ud800b", "U+D800"),
                new Said("\"a\\ud800b\"", "U+D800"))) {
            isTold("title: " + said.text() + RULES, "", said.problem());
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
            String policy = PolicyDesk.atLeast(5).replace("evidence.bootCount < 5", '"' + when + '"');
            ValidatableResponse answer = send("policies/check", Map.of("policy", policy));
            answer.statusCode(200);
        }
    }

    @Test
    void a_draft_without_text_is_refused() throws JsonProcessingException {
        send("policies/check", Map.of("cases", "")).statusCode(400).body("detail", equalTo("policy is missing."));
    }

    private void isTold(String policy, String cases, String problem) throws JsonProcessingException {
        String message = send("policies/check", Map.of("policy", policy, "cases", cases))
                .statusCode(200)
                .body("good", equalTo(false))
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
        return desk.in(catalog, "contributor").post(desk.path(catalog, path), ESCAPING.writeValueAsString(body));
    }
}
