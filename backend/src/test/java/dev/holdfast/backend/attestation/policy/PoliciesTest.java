package dev.holdfast.backend.attestation.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.attestation.TestImages;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.LinkedPages;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.pki.vault.KeyVault;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.contract.device.AttestResponse;
import dev.holdfast.contract.device.AttestResponse.Outcome;
import dev.holdfast.contract.format.AttestationResult;
import dev.holdfast.contract.format.AttestationResultFormat;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.policy.ShippedPolicies;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Policies from their text to the decisions about devices. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class PoliciesTest {
    /** Version of the shipped policy, {@code attestation/default}. */
    private static final int SHIPPED =
            ShippedPolicies.load("attestation/default").version();

    @Inject
    PolicyOperations policies;

    @Inject
    TestCatalog catalogs;

    @Inject
    KeyVault vault;

    private CatalogId catalog;
    private TestChip chip;

    @BeforeEach
    void claim() {
        catalog = catalogs.create();
        chip = policies.device(catalog);
    }

    @Test
    void a_version_takes_effect_at_the_first_attestation_after_activation() throws FormatException {
        policies.save(catalog, "catalog", PolicyOperations.atLeast(5))
                .statusCode(201)
                .body("version", equalTo(1))
                .body("state", equalTo("CANDIDATE"))
                .body("author", equalTo("contributor-of-" + catalogs.name(catalog)))
                .body("rules", equalTo(1));
        assertThat(policies.attest(chip).outcome()).isEqualTo(Outcome.TRUSTED);

        policies.activate(catalog, "catalog", 1, policies.replay(catalog, "catalog", 1))
                .statusCode(200)
                .body("activeVersion", equalTo(1))
                .body("title", equalTo("At least 5 boots"));

        AttestResponse response = policies.attest(chip);
        assertThat(response.outcome()).isEqualTo(Outcome.OUTDATED);
        AttestationResult result = AttestationResultFormat.verify(
                response.result().bytes(), vault.resultKey().publicKey());
        assertThat(result.policyId()).isEqualTo("attestation/catalog");
        assertThat(result.policyVersion()).isEqualTo(1);
        assertThat(result.findings())
                .singleElement()
                .satisfies(
                        finding -> assertThat(finding.message()).isEqualTo("It booted 1 times, which is less than 5."));
    }

    @Test
    void only_the_nearest_policy_applies() {
        String product = "product-" + catalog;
        String group = "group-" + catalog;
        policies.establish(catalog, "catalog", PolicyOperations.atLeast(5));
        policies.establish(catalog, group, PolicyOperations.atLeast(1));
        policies.establish(catalog, product, PolicyOperations.atLeast(9));

        assertThat(policies.attest(chip).outcome()).isEqualTo(Outcome.TRUSTED);
        assertThat(policies.decidedBy(catalog, chip)).isEqualTo("attestation/" + group + " 1");
        policies.in(catalog, "reader")
                .get(policies.path(catalog, "policies?filter=product:product"))
                .statusCode(200)
                .body("items.scope", contains("CATALOG", "PRODUCT", "GROUP"))
                .body("items.effectiveKey", contains("catalog", product, group));

        policies.activate(catalog, group, 0, policies.replay(catalog, group, 0))
                .statusCode(200)
                .body("activeVersion", equalTo(0))
                .body("effectiveKey", equalTo(product));
        assertThat(policies.attest(chip).outcome()).isEqualTo(Outcome.OUTDATED);
        assertThat(policies.decidedBy(catalog, chip)).isEqualTo("attestation/" + product + " 1");

        policies.activate(catalog, product, 0, policies.replay(catalog, product, 0))
                .statusCode(200);
        policies.activate(catalog, "catalog", 0, policies.replay(catalog, "catalog", 0))
                .statusCode(200);
        assertThat(policies.attest(chip).outcome()).isEqualTo(Outcome.TRUSTED);
        assertThat(policies.decidedBy(catalog, chip)).isEqualTo("attestation/default " + SHIPPED);
    }

    @Test
    void versions_replays_and_activations_are_paged() {
        List<String> replays = new ArrayList<>();
        for (int version = 1; version <= 3; version++) {
            policies.save(catalog, "catalog", PolicyOperations.atLeast(version)).statusCode(201);
            replays.addFirst(policies.replay(catalog, "catalog", version));
            policies.activate(catalog, "catalog", version, replays.getFirst()).statusCode(200);
        }
        String policy = policies.path(catalog, "policies/catalog/");
        Operator reader = policies.in(catalog, "reader");

        assertThat(LinkedPages.of(reader, policy + "versions?limit=2", "version"))
                .containsExactly(3, 2, 1);
        assertThat(LinkedPages.of(reader, policy + "replays?limit=1", "id")).containsExactlyElementsOf(replays);
        assertThat(LinkedPages.of(reader, policy + "activations?limit=2", "previousVersion"))
                .containsExactly(2, 1, 0);
        assertThat(LinkedPages.of(reader, policies.path(catalog, "policies/default/versions?limit=1"), "version"))
                .containsExactly(SHIPPED);

        String cursor = reader.get(policy + "versions?limit=1")
                .extract()
                .header("Link")
                .replaceAll(".*cursor=([^&>]+).*", "$1");
        reader.get(policy + "activations?cursor=" + cursor).statusCode(400).body("errors.field", contains("cursor"));
    }

    @Test
    void the_catalogs_policy_applies_to_devices_without_a_group() {
        policies.establish(catalog, "catalog", PolicyOperations.atLeast(5));
        policies.establish(catalog, "product-" + catalog, PolicyOperations.atLeast(1));
        String group = catalogs.list(
                        catalog,
                        "select group_id from device_group where unassigned",
                        row -> row.getUUID("group_id").toString())
                .getFirst();

        catalogs.unassign(catalog, chip);

        assertThat(policies.attest(chip).outcome()).isEqualTo(Outcome.OUTDATED);
        assertThat(policies.decidedBy(catalog, chip)).isEqualTo("attestation/catalog 1");
        policies.save(catalog, "group-" + group, PolicyOperations.atLeast(1)).statusCode(404);
        policies.in(catalog, "reader")
                .get(policies.path(catalog, "policies?filter=product:.unassigned"))
                .body("items.scope", contains("CATALOG"));
        policies.replay(catalog, "catalog", 0);
    }

    @Test
    void activation_needs_a_current_report() {
        policies.save(catalog, "catalog", PolicyOperations.atLeast(5)).statusCode(201);
        policies.save(catalog, "catalog", PolicyOperations.atLeast(6)).statusCode(201);
        policies.activate(catalog, "catalog", 1, null).statusCode(400).body("errors.field", contains("replay"));
        String ofFirst = policies.replay(catalog, "catalog", 1);
        policies.activate(catalog, "catalog", 2, ofFirst)
                .statusCode(404)
                .body("detail", containsString("is not a replay of version 2"));
        String cancelled = cancelled();
        policies.activate(catalog, "catalog", 2, cancelled).statusCode(409).body("detail", containsString("cancelled"));

        catalogs.release(catalog, TestImages.image(ImageType.SERVICES, "another", 1));
        policies.report(catalog, ofFirst)
                .body("usable", equalTo(false))
                .body("unusable", containsString("reference values"));
        policies.activate(catalog, "catalog", 1, ofFirst)
                .statusCode(409)
                .body("detail", containsString("reference values changed since"));

        String ofSecond = policies.replay(catalog, "catalog", 2);
        String again = policies.replay(catalog, "catalog", 1);
        policies.activate(catalog, "catalog", 2, ofSecond).statusCode(200);
        policies.activate(catalog, "catalog", 1, again)
                .statusCode(409)
                .body("detail", containsString("A policy of the catalog was activated since"));
        policies.activate(catalog, "catalog", 2, ofSecond)
                .statusCode(409)
                .body("detail", containsString("already active"));
    }

    /** Repeats until a replay is cancelled. With few devices, a replay often ends first. */
    private String cancelled() {
        Operator contributor = policies.in(catalog, "contributor");
        String id;
        String state;
        do {
            id = contributor
                    .post(policies.path(catalog, "policies/catalog/versions/2/replays"), Map.of("days", 30))
                    .extract()
                    .path("id");
            contributor
                    .post(policies.path(catalog, "replays/" + id + "/cancel"), "")
                    .statusCode(200);
            state = contributor
                    .get(policies.path(catalog, "replays/" + id))
                    .extract()
                    .path("state");
        } while (!"CANCELLED".equals(state));
        return id;
    }

    @Test
    void rollbacks_go_back_step_by_step() {
        policies.establish(catalog, "catalog", PolicyOperations.atLeast(1));
        policies.establish(catalog, "catalog", PolicyOperations.atLeast(7));
        assertThat(policies.attest(chip).outcome()).isEqualTo(Outcome.OUTDATED);

        rollBack().statusCode(200).body("activeVersion", equalTo(1));
        assertThat(policies.attest(chip).outcome()).isEqualTo(Outcome.TRUSTED);
        assertThat(policies.decidedBy(catalog, chip)).isEqualTo("attestation/catalog 1");
        rollBack().statusCode(200).body("activeVersion", equalTo(0)).body("effectiveKey", equalTo("default"));
        rollBack().statusCode(409).body("detail", containsString("no previous version to roll back to"));

        Operator reader = policies.in(catalog, "reader");
        reader.get(policies.path(catalog, "policies/catalog/activations"))
                .body("items.version", contains(0, 1, 2, 1))
                .body("items.rollback", contains(true, true, false, false))
                .body("items[2].replay", notNullValue());
        reader.get(policies.path(catalog, "policies/catalog/versions"))
                .body("items.state", contains("SUPERSEDED", "SUPERSEDED"));
        reader.get(policies.path(catalog, "audit?filter=policy"))
                .body(
                        "items.action",
                        contains(
                                "RollBackPolicy",
                                "RollBackPolicy",
                                "ActivatePolicy",
                                "SavePolicyVersion",
                                "ActivatePolicy",
                                "SavePolicyVersion"));
    }

    @Test
    void a_rollback_never_goes_to_a_later_version() {
        policies.establish(catalog, "catalog", PolicyOperations.atLeast(1));
        policies.establish(catalog, "catalog", PolicyOperations.atLeast(7));
        policies.activate(catalog, "catalog", 1, policies.replay(catalog, "catalog", 1))
                .statusCode(200);
        rollBack().statusCode(200).body("activeVersion", equalTo(2));
        policies.activate(catalog, "catalog", 1, policies.replay(catalog, "catalog", 1))
                .statusCode(200);

        rollBack().statusCode(200).body("activeVersion", equalTo(2));
        rollBack().statusCode(200).body("activeVersion", equalTo(1));
        rollBack().statusCode(200).body("activeVersion", equalTo(0));
        rollBack().statusCode(409).body("detail", containsString("no previous version to roll back to"));
    }

    /** Rolls the catalog's policy back, as a publisher. */
    private ValidatableResponse rollBack() {
        return policies.in(catalog, "publisher")
                .post(policies.path(catalog, "policies/catalog/rollback"), Map.of("comment", "It was wrong."));
    }

    /** Condition of a rule, and code of the problem that is reported. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            measurements.all(a, measurements.all(b, measurements.all(c, a.type != b.type))) | too-costly
            [1].all(a, [1].all(b, [1].all(c, a == b))) | loops
            evidence.bootCount / 0 == 1 | divides-by-zero
            claims.isAdmin | unknown-name
            """)
    void harmful_policies_are_refused_with_a_reason(String when, String code) {
        String policy = PolicyOperations.atLeast(5).replace("evidence.bootCount < 5", '"' + when + '"');

        policies.in(catalog, "contributor")
                .post(policies.path(catalog, "policies/check"), Map.of("policy", policy))
                .statusCode(200)
                .body("valid", equalTo(false))
                .body("problems[0].code", equalTo(code))
                .body("problems[0].line", equalTo(5))
                .body("problems[0].rule", equalTo("too-young"))
                .body("problems[0].remedy", notNullValue());
        policies.save(catalog, "catalog", policy)
                .statusCode(422)
                .body("type", equalTo("/api/problems#invalid-content"))
                .body("errors[0].message", containsString("line 5: rule too-young: "));
    }

    @Test
    void a_version_with_failing_cases_is_not_saved() {
        String cases = """
                cases:
                  - name: a young device repairs itself
                    with: {evidence: {bootCount: 1}}
                    effect: refuse
                    hits: [{rule: too-young}]
                """;
        Operator contributor = policies.in(catalog, "contributor");
        contributor
                .post(
                        policies.path(catalog, "policies/check"),
                        Map.of("policy", PolicyOperations.atLeast(5), "cases", cases))
                .statusCode(200)
                .body("valid", equalTo(false))
                .body("cases[0].passed", equalTo(false))
                .body("cases[0].effect", equalTo("repair-only"))
                .body("cases[0].hits.rule", contains("too-young"))
                .body("cases[0].difference", containsString("expects refuse"));
        contributor
                .post(
                        policies.path(catalog, "policies/catalog/versions"),
                        Map.of("policy", PolicyOperations.atLeast(5), "cases", cases, "comment", "x"))
                .statusCode(422)
                .body("detail", containsString("expects refuse"));
        contributor
                .post(
                        policies.path(catalog, "policies/catalog/versions"),
                        Map.of(
                                "policy",
                                PolicyOperations.atLeast(5),
                                "cases",
                                cases.replace("refuse", "repair-only"),
                                "comment",
                                "x"))
                .statusCode(201)
                .body("cases", equalTo(1));
    }

    @Test
    void the_shipped_policy_can_be_read_but_not_changed() {
        Operator contributor = policies.in(catalog, "contributor");
        Map<String, Object> shipped = contributor
                .get(policies.path(catalog, "policies/default/versions/" + SHIPPED))
                .statusCode(200)
                .extract()
                .path("");
        contributor
                .post(
                        policies.path(catalog, "policies/check"),
                        Map.of("policy", shipped.get("policy"), "cases", shipped.get("cases")))
                .statusCode(200)
                .body("valid", equalTo(true))
                .body("rulesWithoutCase", equalTo(List.of()));
        policies.save(catalog, "default", PolicyOperations.atLeast(5)).statusCode(409);
    }

    @Test
    void unknown_scopes_have_no_policy() {
        CatalogId other = catalogs.create();
        policies.save(other, "catalog", PolicyOperations.atLeast(5)).statusCode(201);
        String replay = policies.replay(other, "catalog", 1);

        policies.save(catalog, "group-" + other, PolicyOperations.atLeast(5)).statusCode(404);
        policies.in(catalog, "owner")
                .get(policies.path(catalog, "replays/" + replay))
                .statusCode(404);
        policies.save(catalog, "catalog", PolicyOperations.atLeast(5)).statusCode(201);
        policies.activate(catalog, "catalog", 1, replay).statusCode(404).body("errors.field", contains("replay"));
        for (String key : List.of("nothing", "group-1", "group-" + catalog + "0", "GROUP-" + catalog)) {
            policies.in(catalog, "owner")
                    .get(policies.path(catalog, "policies/" + key))
                    .statusCode(404);
        }
        policies.in(catalog, "reader")
                .get(policies.path(catalog, "policies"))
                .body("items.key", contains("catalog"))
                .body("items.newestVersion", hasItem(1));
    }
}
