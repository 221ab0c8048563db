package dev.holdfast.backend.attestation.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What needs a second person gets none but that. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ApprovalsTest {
    @Inject
    PolicyDesk desk;

    @Inject
    TestCatalog catalogs;

    private CatalogId catalog;
    private TestChip chip;

    @BeforeEach
    void switchOn() {
        catalog = catalogs.create();
        chip = desk.device(catalog);
        rules(true).statusCode(200).body("rules.activatePolicy", equalTo(true)).body("approval", nullValue());
    }

    @Test
    void an_activation_waits_for_a_second_person_and_is_done_with_the_approval() {
        String approval = ask(1);
        assertThat(desk.attest(chip).outcome()).isEqualTo(Outcome.TRUSTED);
        desk.in(catalog, "reader")
                .get(desk.path(catalog, "policies/catalog"))
                .body("waitingApproval", equalTo(approval));

        decide("owner", approval, "approve").statusCode(200).body("state", equalTo("APPROVED"));

        assertThat(desk.attest(chip).outcome()).isEqualTo(Outcome.OUTDATED);
        desk.in(catalog, "reader")
                .get(desk.path(catalog, "policies/catalog/activations"))
                .body("by", contains("publisher-of-" + catalogs.name(catalog)))
                .body("approvedBy", contains("owner-of-" + catalogs.name(catalog)));
        decide("owner", approval, "approve").statusCode(409).body("detail", containsString("approved"));
    }

    @Test
    void neither_who_asked_nor_who_wrote_it_can_approve_it_in_whatever_role_and_spelling() {
        String approval = ask(1);
        String name = catalogs.name(catalog);

        decide("publisher", approval, "approve")
                .statusCode(403)
                .body("detail", containsString("asked for it yourself"));
        for (String author : List.of("contributor-of-" + name, "CONTRIBUTOR-of-" + name)) {
            answer(new Operator(Tokens.of(author, "/catalogs/" + name + "/owner")), approval, "approve")
                    .statusCode(403)
                    .body("detail", containsString("wrote what it is about"));
        }
        decide("contributor", approval, "approve").statusCode(403);
        assertThat(desk.attest(chip).outcome()).isEqualTo(Outcome.TRUSTED);
    }

    @Test
    void what_changed_since_cannot_be_approved_and_still_waits() {
        String approval = ask(1);
        catalogs.release(catalog, TestImages.image(ImageType.SERVICES, "another", 1));

        decide("owner", approval, "approve").statusCode(409).body("detail", containsString("reference values"));

        desk.in(catalog, "reader").get(desk.path(catalog, "approvals")).body("[0].state", equalTo("PENDING"));
        decide("owner", approval, "reject").statusCode(200).body("state", equalTo("REJECTED"));
        decide("owner", approval, "approve").statusCode(409);
    }

    @Test
    void only_who_asked_withdraws_and_the_same_waits_once() {
        String approval = ask(1);
        desk.activate(catalog, "catalog", 1, desk.replay(catalog, "catalog", 1))
                .statusCode(409)
                .body("detail", containsString("waits for a second person already"));

        decide("owner", approval, "withdraw").statusCode(403);
        decide("publisher", approval, "withdraw").statusCode(200).body("state", equalTo("WITHDRAWN"));
        desk.activate(catalog, "catalog", 1, desk.replay(catalog, "catalog", 1)).statusCode(201);
    }

    @Test
    void what_nobody_decides_expires() {
        String approval = ask(1);
        catalogs.list(
                catalog,
                "update approval set expires_at = $2 where catalog_id = $1 returning 1 as one",
                row -> row,
                catalog,
                Instant.now().minusSeconds(1));

        decide("owner", approval, "approve").statusCode(409).body("detail", containsString("expired"));
        desk.in(catalog, "reader")
                .get(desk.path(catalog, "approvals?state=expired"))
                .body("id", contains(approval));
        desk.activate(catalog, "catalog", 1, desk.replay(catalog, "catalog", 1)).statusCode(201);
    }

    @Test
    void one_person_alone_cannot_switch_it_off() {
        String approval = rules(false)
                .statusCode(200)
                .body("rules.activatePolicy", equalTo(true))
                .extract()
                .path("approval.id");

        decide("owner", approval, "approve").statusCode(403);
        decide("publisher", approval, "approve").statusCode(200);

        desk.in(catalog, "reader").get(desk.path(catalog, "approvals/rules")).body("activatePolicy", equalTo(false));
    }

    @Test
    void a_rollback_needs_nobody_else() {
        decide("owner", ask(1), "approve").statusCode(200);

        desk.in(catalog, "publisher")
                .post(desk.path(catalog, "policies/catalog/rollback"), Map.of("comment", "It was wrong."))
                .statusCode(201)
                .body("policy.activeVersion", equalTo(0));
        assertThat(desk.attest(chip).outcome()).isEqualTo(Outcome.TRUSTED);
    }

    private String ask(int version) {
        desk.save(catalog, "catalog", PolicyDesk.atLeast(5)).statusCode(201);
        return desk.activate(catalog, "catalog", version, desk.replay(catalog, "catalog", version))
                .statusCode(201)
                .body("policy.activeVersion", equalTo(0))
                .body("approval.state", equalTo("PENDING"))
                .extract()
                .path("approval.id");
    }

    private ValidatableResponse rules(boolean activatePolicy) {
        return desk.in(catalog, "owner")
                .request()
                .contentType("application/json")
                .body(Map.of("activatePolicy", activatePolicy))
                .put("/api/v1/" + desk.path(catalog, "approvals/rules"))
                .then();
    }

    private ValidatableResponse decide(String role, String approval, String decision) {
        return answer(desk.in(catalog, role), approval, decision);
    }

    private ValidatableResponse answer(Operator operator, String approval, String decision) {
        return operator.post(
                desk.path(catalog, "approvals/" + approval + "/" + decision), Map.of("comment", "For a test."));
    }
}
