package dev.holdfast.backend.attestation.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.attestation.TestImages;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.Tokens;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.contract.device.AttestResponse.Outcome;
import dev.holdfast.contract.format.ImageType;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Approval of policy activations and of changes to the approval rules. Rollbacks of recent activations need none. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ApprovalsTest {
    @Inject
    PolicyOperations policies;

    @Inject
    TestCatalog catalogs;

    private CatalogId catalog;
    private TestChip chip;

    @BeforeEach
    void switchOn() {
        catalog = catalogs.create();
        chip = policies.device(catalog);
        rules(true)
                .statusCode(200)
                .body("rules.operations", contains("ACTIVATE_POLICY"))
                .body("approval", nullValue());
    }

    @Test
    void an_activation_waits_for_approval() {
        String approval = ask(1);
        assertThat(policies.attest(chip).outcome()).isEqualTo(Outcome.TRUSTED);
        policies.in(catalog, "reader")
                .get(policies.path(catalog, "policies/catalog"))
                .body("pendingApproval", equalTo(approval));

        decide("owner", approval, "approve").statusCode(200).body("state", equalTo("APPROVED"));

        assertThat(policies.attest(chip).outcome()).isEqualTo(Outcome.OUTDATED);
        policies.in(catalog, "reader")
                .get(policies.path(catalog, "policies/catalog/activations"))
                .body("items.by", contains("publisher-of-" + catalogs.name(catalog)))
                .body("items.approvedBy", contains("owner-of-" + catalogs.name(catalog)));
        decide("owner", approval, "approve").statusCode(409).body("detail", containsString("approved"));
    }

    @Test
    void neither_requester_nor_author_can_approve() {
        String approval = ask(1);
        String name = catalogs.name(catalog);

        decide("publisher", approval, "approve").statusCode(403).body("detail", containsString("You requested this"));
        for (String renamed : List.of("contributor-of-" + name, "CONTRIBUTOR-of-" + name, "somebody-else")) {
            JwtClaims author = Tokens.claims("contributor-of-" + name, "/catalogs/" + name + "/owner");
            author.setStringClaim("preferred_username", renamed);
            answer(new Operator(Tokens.sign(author)), approval, "approve")
                    .statusCode(403)
                    .body("detail", containsString("You wrote the policy in this request"));
        }
        decide("contributor", approval, "approve").statusCode(403);
        assertThat(policies.attest(chip).outcome()).isEqualTo(Outcome.TRUSTED);
    }

    @Test
    void a_namesake_of_the_author_can_approve() {
        String approval = ask(1);
        String name = catalogs.name(catalog);
        JwtClaims namesake = Tokens.claims("another", "/catalogs/" + name + "/owner");
        namesake.setStringClaim("preferred_username", "contributor-of-" + name);

        answer(new Operator(Tokens.sign(namesake)), approval, "approve").statusCode(200);
    }

    @Test
    void an_account_created_by_the_author_cannot_approve() {
        String name = catalogs.name(catalog);
        String invited = "invited-into-" + name;
        String approval = ask(1);
        catalogs.list(
                CatalogId.INSTALLATION,
                "select record_invitation($1, $2, $3, now(), now(), 50) as kept",
                row -> row.getBoolean("kept"),
                "id-of-" + invited,
                "id-of-contributor-of-" + name,
                catalog);

        answer(new Operator(Tokens.of(invited, "/catalogs/" + name + "/approver")), approval, "approve")
                .statusCode(403)
                .body("detail", containsString("that of an author of its policy because of how they were invited"));
        decide("owner", approval, "approve").statusCode(200);
    }

    @Test
    void the_approver_sees_who_invited_both_them_and_the_author() {
        String name = catalogs.name(catalog);
        String approver = "approver-of-" + name;
        String approval = ask(1);
        Operator second = new Operator(Tokens.of(approver, "/catalogs/" + name + "/approver"));
        second.get(policies.path(catalog, "approvals/" + approval)).body("bothInvitedBy", nullValue());
        for (String person : List.of(approver, "contributor-of-" + name)) {
            catalogs.list(
                    CatalogId.INSTALLATION,
                    "select record_invitation($1, $2, $3, now(), now(), 50, $4) as kept",
                    row -> row.getBoolean("kept"),
                    "id-of-" + person,
                    "id-of-the-boss-of-" + name,
                    CatalogId.INSTALLATION,
                    "the boss");
        }

        second.get(policies.path(catalog, "approvals/" + approval)).body("bothInvitedBy", equalTo("the boss"));
        policies.in(catalog, "contributor")
                .get(policies.path(catalog, "approvals/" + approval))
                .body("bothInvitedBy", nullValue());
        answer(second, approval, "approve").statusCode(200);

        policies.in(catalog, "owner")
                .get(policies.path(catalog, "audit?filter=action:ActivatePolicy"))
                .body("items[0].after.approvedBy", equalTo(approver))
                .body("items[0].after.bothInvitedBy", equalTo("the boss"));
    }

    @Test
    void a_request_with_a_changed_effect_cannot_be_approved_and_stays_pending() {
        String approval = ask(1);
        catalogs.release(catalog, TestImages.image(ImageType.SERVICES, "another", 1));

        decide("owner", approval, "approve").statusCode(409).body("detail", containsString("reference values"));

        policies.in(catalog, "reader")
                .get(policies.path(catalog, "approvals"))
                .body("items[0].state", equalTo("PENDING"));
        decide("owner", approval, "reject").statusCode(200).body("state", equalTo("REJECTED"));
        decide("owner", approval, "approve").statusCode(409);
    }

    @Test
    void only_the_requester_withdraws_and_duplicates_are_refused() {
        String approval = ask(1);
        policies.activate(catalog, "catalog", 1, policies.replay(catalog, "catalog", 1))
                .statusCode(409)
                .body("detail", containsString("the request waits for approval"));

        decide("owner", approval, "withdraw").statusCode(403);
        decide("publisher", approval, "withdraw").statusCode(200).body("state", equalTo("WITHDRAWN"));
        policies.activate(catalog, "catalog", 1, policies.replay(catalog, "catalog", 1))
                .statusCode(202);
    }

    @Test
    void undecided_requests_expire() {
        String approval = ask(1);
        catalogs.list(
                catalog,
                "update approval set expires_at = $2 where catalog_id = $1 returning 1 as one",
                row -> row,
                catalog,
                Instant.now().minusSeconds(1));

        decide("owner", approval, "approve").statusCode(409).body("detail", containsString("expired"));
        policies.in(catalog, "reader")
                .get(policies.path(catalog, "approvals?filter=is:expired"))
                .body("items.id", contains(approval));
        policies.activate(catalog, "catalog", 1, policies.replay(catalog, "catalog", 1))
                .statusCode(202);
    }

    @Test
    void removing_the_approval_rule_needs_approval() {
        String approval = rules(false)
                .statusCode(200)
                .body("rules.operations", contains("ACTIVATE_POLICY"))
                .extract()
                .path("approval.id");

        decide("owner", approval, "approve").statusCode(403);
        decide("publisher", approval, "approve").statusCode(200);

        policies.in(catalog, "reader")
                .get(policies.path(catalog, "approvals/rules"))
                .body("operations", empty());
        policies.in(catalog, "reader")
                .get(policies.path(catalog, "audit?filter=\"Approval is needed\""))
                .body("items.detail", everyItem(containsString("Because: ")));
    }

    @Test
    void changing_the_rules_needs_a_reason() {
        policies.in(catalog, "owner")
                .request()
                .contentType("application/json")
                .body(Map.of("operations", List.of()))
                .put("/api/v1/" + policies.path(catalog, "approvals/rules"))
                .then()
                .statusCode(400)
                .body("errors.field", contains("comment"));
    }

    @Test
    void the_approver_sees_scope_policy_and_affected_devices() {
        policies.attest(chip);
        policies.device(catalog);
        String key = "group-" + catalog;
        policies.save(catalog, key, PolicyOperations.atLeast(5)).statusCode(201);
        String replay = policies.replay(catalog, key, 1);
        policies.activate(catalog, key, 1, replay).statusCode(202).body("policy.version", equalTo(1));

        policies.in(catalog, "reader")
                .get(policies.path(catalog, "approvals"))
                .body("items[0].summary", equalTo("Activate version 1 (At least 5 boots) for product / group."))
                .body("items[0].policy.catalog", equalTo(catalogs.name(catalog)))
                .body("items[0].policy.scope", equalTo("GROUP"))
                .body("items[0].policy.product", equalTo("product"))
                .body("items[0].policy.group", equalTo("group"))
                .body("items[0].policy.title", equalTo("At least 5 boots"))
                .body("items[0].policy.author", equalTo("contributor-of-" + catalogs.name(catalog)))
                .body("items[0].policy.comparedPolicy", equalTo("default"))
                .body("items[0].policy.replay", equalTo(replay))
                .body("items[0].policy.devices", equalTo(2))
                .body("items[0].policy.devicesChanged", equalTo(1))
                .body("items[0].policy.devicesWithoutEvidence", equalTo(1))
                .body("items[0].policy.transitions[0].from", equalTo("TRUSTED"))
                .body("items[0].policy.transitions[0].to", equalTo("OUTDATED"))
                .body("items[0].policy.transitions[0].devices", equalTo(1))
                .body("items[0].policy.warnings", hasItem(startsWith("Removed rules: ")))
                .body("items[0].policy.warnings", hasItem(startsWith("The effect on 1 device is unknown:")))
                .body("items[0].policy.warnings", hasItem(startsWith("Most devices would lose trust: 1 of 1 ")));
    }

    @Test
    void the_approver_is_warned_of_a_less_strict_policy() {
        decide("owner", ask(1), "approve").statusCode(200);
        policies.attest(chip);
        policies.save(catalog, "catalog", "title: Nothing\ndescription: d\nrules: []\n")
                .statusCode(201);

        policies.activate(catalog, "catalog", 2, policies.replay(catalog, "catalog", 2))
                .statusCode(202)
                .body("policy.rules", equalTo(0))
                .body(
                        "policy.warnings",
                        contains(
                                startsWith("It has no rules"),
                                equalTo("Removed rules: too-young."),
                                equalTo("1 device would gain trust.")));
    }

    @Test
    void removing_a_policy_shows_the_policy_that_applies_instead() {
        decide("owner", ask(1), "approve").statusCode(200);

        policies.activate(catalog, "catalog", 0, policies.replay(catalog, "catalog", 0))
                .statusCode(202)
                .body("summary", equalTo("Remove the policy of the whole catalog (now version 1)."))
                .body("policy.version", equalTo(0))
                .body("policy.comparedVersion", equalTo(1))
                .body("policy.author", equalTo(""));
    }

    @Test
    void only_recent_activations_roll_back_without_approval() {
        decide("owner", ask(1), "approve").statusCode(200);
        catalogs.list(
                catalog,
                "insert into policy_activation (catalog_id, scope, scope_id, number, version, previous_version, rollback, at,"
                        + " requested_by, comment) values ($1, 'CATALOG', $1, 2, 1, 0, false, $2, 'someone', 'For a test.')"
                        + " returning 1 as one",
                row -> row,
                catalog,
                Instant.now().minus(RollBackPolicy.MAX_AGE).minusSeconds(60));

        rollBack().statusCode(409).body("detail", containsString("activation needs approval in this catalog"));

        decide("publisher", rules(false).extract().path("approval.id"), "approve")
                .statusCode(200);
        rollBack().statusCode(200);
    }

    /** Rolls the catalog's policy back, as a publisher. */
    private ValidatableResponse rollBack() {
        return policies.in(catalog, "publisher")
                .post(policies.path(catalog, "policies/catalog/rollback"), Map.of("comment", "It was wrong."));
    }

    @Test
    void a_rollback_needs_no_approval() {
        decide("owner", ask(1), "approve").statusCode(200);

        policies.in(catalog, "publisher")
                .post(policies.path(catalog, "policies/catalog/rollback"), Map.of("comment", "It was wrong."))
                .statusCode(200)
                .body("activeVersion", equalTo(0));
        assertThat(policies.attest(chip).outcome()).isEqualTo(Outcome.TRUSTED);
    }

    /** Saves a version of the catalog's policy, then requests the activation of {@code version}. Returns the approval's ID. */
    private String ask(int version) {
        policies.save(catalog, "catalog", PolicyOperations.atLeast(5)).statusCode(201);
        return policies.activate(catalog, "catalog", version, policies.replay(catalog, "catalog", version))
                .statusCode(202)
                .body("state", equalTo("PENDING"))
                .extract()
                .path("id");
    }

    /** Makes policy activations require approval, or removes all approval rules. */
    private ValidatableResponse rules(boolean activatePolicy) {
        return policies.in(catalog, "owner")
                .request()
                .contentType("application/json")
                .body(Map.of(
                        "operations",
                        activatePolicy ? List.of("ACTIVATE_POLICY") : List.of(),
                        "comment",
                        "Two see more."))
                .put("/api/v1/" + policies.path(catalog, "approvals/rules"))
                .then();
    }

    /** {@code decision} is "approve", "reject" or "withdraw". */
    private ValidatableResponse decide(String role, String approval, String decision) {
        return answer(policies.in(catalog, role), approval, decision);
    }

    /** Decides as this person. */
    private ValidatableResponse answer(Operator operator, String approval, String decision) {
        return operator.post(
                policies.path(catalog, "approvals/" + approval + "/" + decision), Map.of("comment", "For a test."));
    }
}
