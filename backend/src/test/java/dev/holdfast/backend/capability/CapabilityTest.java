package dev.holdfast.backend.capability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import dev.holdfast.backend.approval.ExpireApprovals;
import dev.holdfast.backend.attestation.AttestDevice;
import dev.holdfast.backend.attestation.IssueChallenge;
import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.attestation.TestImages;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.signing.CapabilitySigner;
import dev.holdfast.contract.device.AttestResponse;
import dev.holdfast.contract.device.InternalApi.AttestRequest;
import dev.holdfast.contract.device.InternalApi.ChallengeRequest;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.mt3620.CapabilityFile;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A capability file is for one device, expires and has a reason. Capability 11 is ApplicationDevelopment, 13 is FieldServicing. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class CapabilityTest {
    @Inject
    TestCatalog catalogs;

    @Inject
    CapabilitySigner signer;

    @Inject
    IssueChallenge issueChallenge;

    @Inject
    AttestDevice attestDevice;

    @Inject
    ExpireApprovals expireApprovals;

    private CatalogId catalog;
    private TestChip chip;

    @BeforeEach
    void a_device() {
        catalog = catalogs.create();
        chip = new TestChip();
        catalogs.claim(catalog, chip);
    }

    @Test
    void a_file_is_for_one_device_expires_and_is_signed() throws FormatException {
        String id = issue("FieldServicing").statusCode(201).extract().path("id");

        byte[] bytes = file(id);

        CapabilityFile file = CapabilityFile.verify(bytes, signer.publicKey(), chip.device());
        assertThat(bytes).hasSize(404);
        assertThat(file.numbers()).containsExactly(13);
        assertThat(Duration.between(Instant.now(), file.expiresAt()))
                .isBetween(Duration.ofMinutes(100), Duration.ofHours(2));
        assertThatThrownBy(() -> CapabilityFile.verify(bytes, signer.publicKey(), new TestChip().device()))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("another device");
    }

    @Test
    void issuing_and_downloading_a_file_is_audited() {
        String id = issue("ApplicationDevelopment", "FieldServicing")
                .statusCode(201)
                .body("capabilities", contains("ApplicationDevelopment", "FieldServicing"))
                .body("state", equalTo("IN_FORCE"))
                .body("approvedBy", nullValue())
                .extract()
                .path("id");
        file(id);

        operator("reader")
                .get(path("capabilities"))
                .body("items.id", contains(id))
                .body("items[0].downloads", equalTo(1))
                .body("items[0].issuedBy", equalTo("publisher-of-" + catalogs.name(catalog)))
                .body("items[0].reason", equalTo("Ticket 7"));
        operator("reader")
                .get("catalogs/" + catalogs.name(catalog) + "/audit")
                .body("items.action", hasItems("IssueCapability", "FetchCapabilityFile"))
                .body("items.reason", hasItem("Ticket 7"));
    }

    @Test
    void issued_capabilities_are_accepted_and_others_are_found() {
        assertThat(attest(13).outcome()).isEqualTo(AttestResponse.Outcome.UNTRUSTED);

        String id = issue("FieldServicing").statusCode(201).extract().path("id");
        assertThat(attest(13).outcome()).isEqualTo(AttestResponse.Outcome.TRUSTED);
        assertThat(attest(11, 13).outcome())
                .as("only the other capability was issued")
                .isEqualTo(AttestResponse.Outcome.UNTRUSTED);

        revoke(id).statusCode(200).body("state", equalTo("REVOKED")).body("revocationReason", equalTo("Done."));
        assertThat(attest(13).outcome()).isEqualTo(AttestResponse.Outcome.UNTRUSTED);
        operator("reader")
                .get("catalogs/" + catalogs.name(catalog) + "/devices/"
                        + chip.device().text())
                .body("reason", containsString("FieldServicing"));
        assertThat(attest().outcome()).isEqualTo(AttestResponse.Outcome.TRUSTED);
    }

    @Test
    void an_expired_file_does_not_count_and_cannot_be_downloaded() {
        String id = issue("FieldServicing").statusCode(201).extract().path("id");
        catalogs.list(
                catalog,
                // Capability 13 expired 1,000 seconds after the start of 1970.
                "update device set granted_capabilities = '{\"13\": 1000}' where catalog_id = $1 returning 1 as one",
                row -> row,
                catalog);
        assertThat(attest(13).outcome()).isEqualTo(AttestResponse.Outcome.UNTRUSTED);

        revoke(id).statusCode(200);
        fetch("publisher", id).statusCode(409).body("detail", containsString("revoked"));
        revoke(id).statusCode(409);
    }

    @Test
    void revoking_one_of_two_equal_files_keeps_the_capability() {
        String first = issue("FieldServicing").statusCode(201).extract().path("id");
        issue("FieldServicing").statusCode(201);

        revoke(first).statusCode(200);

        assertThat(attest(13).outcome()).isEqualTo(AttestResponse.Outcome.TRUSTED);
    }

    @Test
    void files_from_before_a_device_left_the_catalog_do_not_count() {
        String id = issue("FieldServicing").statusCode(201).extract().path("id");
        catalogs.list(
                catalog,
                "update device set claimed_at = now() + interval '1 second' where catalog_id = $1 returning 1 as one",
                row -> row,
                catalog);

        operator("reader").get(path("capabilities")).body("items.state", contains("DEVICE_LEFT"));
        fetch("publisher", id).statusCode(409).body("detail", containsString("left the catalog"));
    }

    @Test
    void a_preview_tells_what_a_file_would_change_and_the_command_does_it() {
        Map<String, Object> request = request("FieldServicing");
        List<Map<String, Object>> planned = preview(request)
                .body("group", equalTo("group"))
                .body("before", empty())
                .body("after.capability", contains("FieldServicing"))
                .body("effect[0]", equalTo(effectWithoutName()))
                .body("warnings", contains(containsString("never attested")))
                .extract()
                .path("after");
        operator("reader").get(path("capabilities")).body("items", empty());

        issue("FieldServicing").statusCode(201);

        preview(request("ApplicationDevelopment"))
                .body(
                        "before.capability",
                        equalTo(planned.stream()
                                .map(one -> one.get("capability"))
                                .toList()))
                .body("after.capability", contains("ApplicationDevelopment", "FieldServicing"));
        preview(Map.of("capabilities", List.of("FieldServicing"), "hours", 1))
                .body("after", equalTo(preview(request()).extract().path("before")))
                .body("warnings", hasItem(containsString("does not extend it")));
        preview(request()).body("warnings", hasItem(containsString("until their files expire")));
        catalogs.list(
                catalog,
                "update device set blocked_at = now(), blocked_by = 'o', blocked_reason = 'r',"
                        + " last_seen = now() - interval '2 days' where catalog_id = $1 returning 1 as one",
                row -> row,
                catalog);
        preview(request).body("offline", equalTo(true)).body("warnings", hasItem(containsString("is blocked")));
    }

    private ValidatableResponse preview(Map<String, Object> request) {
        return operator("publisher").post(path("capability-impact"), request).statusCode(200);
    }

    @Test
    void only_known_capabilities_with_reason_and_expiry_are_issued() {
        issue("EnablePlutonDebugging").statusCode(400).body("detail", containsString("silicon manufacturer"));
        issue("EnableRfTestMode").statusCode(400);
        issue("nonsense").statusCode(400);
        for (Map<String, Object> wrong : List.of(
                Map.<String, Object>of("capabilities", List.of("FieldServicing"), "hours", 721, "reason", "x"),
                Map.<String, Object>of("capabilities", List.of("FieldServicing"), "hours", 0, "reason", "x"),
                Map.<String, Object>of("capabilities", List.of("FieldServicing"), "reason", "x"),
                Map.<String, Object>of("capabilities", List.of("FieldServicing"), "hours", 1, "reason", ""),
                Map.<String, Object>of("hours", 1, "reason", "x"))) {
            operator("publisher").post(path("capabilities"), wrong).statusCode(400);
        }
        operator("publisher")
                .post(
                        "catalogs/" + catalogs.name(catalog) + "/devices/" + new TestChip().device() + "/capabilities",
                        request("FieldServicing"))
                .statusCode(404);
    }

    @Test
    void issuing_needs_approval_and_the_approver_sees_the_effect() {
        requireApproval();
        String approval = issue("FieldServicing")
                .statusCode(202)
                .body("state", equalTo("PENDING"))
                .body("effect[0]", containsString(chip.device().text()))
                .extract()
                .path("id");
        assertThat(attest(13).outcome()).isEqualTo(AttestResponse.Outcome.UNTRUSTED);
        operator("reader").get(path("capabilities")).body("items", empty());

        operator("approver")
                .get("catalogs/" + catalogs.name(catalog) + "/approvals/" + approval)
                .body("preview.changed", equalTo(false))
                .body("preview.effect[0]", containsString("product / group"));
        approve("publisher", approval, null).statusCode(403);
        approve("approver", approval, null).statusCode(200).body("state", equalTo("APPROVED"));

        assertThat(attest(13).outcome()).isEqualTo(AttestResponse.Outcome.TRUSTED);
        operator("reader")
                .get(path("capabilities"))
                .body("items.issuedBy", contains("publisher-of-" + catalogs.name(catalog)))
                .body("items.approvedBy", contains("approver-of-" + catalogs.name(catalog)));
    }

    @Test
    void a_file_without_capabilities_never_needs_approval() {
        requireApproval();

        issue().statusCode(201).body("capabilities", empty());
    }

    @Test
    void a_changed_effect_must_be_reviewed_before_approval() {
        requireApproval();
        String approval = issue("FieldServicing").statusCode(202).extract().path("id");
        catalogs.list(
                catalog,
                "update device set name = 'Bank vault' where catalog_id = $1 returning 1 as one",
                row -> row,
                catalog);

        approve("owner", approval, null).statusCode(409).body("detail", containsString("changed since"));
        String seen = operator("owner")
                .get("catalogs/" + catalogs.name(catalog) + "/approvals/" + approval)
                .body("preview.changed", equalTo(true))
                .body("preview.effect[0]", containsString("Bank vault"))
                .body("approval.effect[0]", equalTo(effectWithoutName()))
                .extract()
                .path("preview.tag");
        approve("owner", approval, "0".repeat(32)).statusCode(409);
        approve("owner", approval, seen).statusCode(200);
    }

    @Test
    void a_request_fails_after_its_requester_lost_the_role() {
        requireApproval();
        String name = catalogs.name(catalog);
        Operator temporary = Operator.named("temp-of-" + name);
        String member = operator("owner")
                .post(
                        "catalogs/" + name + "/members",
                        Map.of(
                                "kind",
                                "SUBJECT",
                                "grantee",
                                "id-of-temp-of-" + name,
                                "name",
                                "Temp",
                                "role",
                                "PUBLISHER"))
                .statusCode(201)
                .extract()
                .path("id");
        String approval = temporary
                .post(path("capabilities"), request("FieldServicing"))
                .statusCode(202)
                .extract()
                .path("id");
        operator("owner")
                .request()
                .delete("/api/v1/catalogs/" + name + "/members/" + member)
                .then()
                .statusCode(204);

        operator("approver")
                .get("catalogs/" + name + "/approvals/" + approval)
                .body("preview.impossible", containsString("no longer has the required role"));
        approve("approver", approval, null)
                .statusCode(409)
                .body("detail", containsString("no longer has the required role"));
        assertThat(attest(13).outcome()).isEqualTo(AttestResponse.Outcome.UNTRUSTED);
    }

    @Test
    void the_creator_of_a_services_token_cannot_approve_its_requests() {
        requireApproval();
        String name = catalogs.name(catalog);
        String token = operator("owner")
                .post(
                        "catalogs/" + name + "/tokens",
                        Map.of("kind", "SERVICE", "name", "robot", "role", "PUBLISHER", "days", 1))
                .statusCode(201)
                .extract()
                .path("secret");
        String approval = new Operator(token)
                .post(path("capabilities"), request("FieldServicing"))
                .statusCode(202)
                .body("requestedBy", equalTo("token:robot"))
                .extract()
                .path("id");

        approve("owner", approval, null).statusCode(403).body("detail", containsString("You requested this"));
        approve("approver", approval, null).statusCode(200);
    }

    @Test
    void undecided_requests_expire_and_are_audited() {
        requireApproval();
        String approval = issue("FieldServicing").statusCode(202).extract().path("id");
        catalogs.list(
                catalog,
                "update approval set expires_at = now() - interval '1 second' where catalog_id = $1 returning 1 as one",
                row -> row,
                catalog);

        approve("approver", approval, null).statusCode(409).body("detail", containsString("expired"));
        TestCatalog.await(expireApprovals::expire);

        operator("reader")
                .get("catalogs/" + catalogs.name(catalog) + "/audit")
                .body("items.action", hasItem("ExpireApproval"));
        issue("FieldServicing").statusCode(202);
    }

    /** Returns the effect that is shown for a device without a name. */
    private String effectWithoutName() {
        return "Device " + chip.device().text()
                + " of product / group can get a capability file for FieldServicing, valid for 2 h after the approval."
                + " No other device accepts it.";
    }

    /** Makes capabilities require approval. */
    private void requireApproval() {
        operator("owner")
                .request()
                .contentType("application/json")
                .body(Map.of("operations", List.of("ISSUE_CAPABILITY"), "comment", "Crown jewels."))
                .put("/api/v1/catalogs/" + catalogs.name(catalog) + "/approvals/rules")
                .then()
                .statusCode(200)
                .body("rules.operations", contains("ISSUE_CAPABILITY"));
    }

    /**
     * Approves a request. {@code seen} is the tag of the preview that the approver saw. Null approves the effect at the time of the
     * request.
     */
    private ValidatableResponse approve(String role, String approval, @Nullable String seen) {
        Map<String, Object> answer = new HashMap<>(Map.of("comment", "Looks right."));
        answer.put("previewTag", seen);
        return operator(role)
                .post("catalogs/" + catalogs.name(catalog) + "/approvals/" + approval + "/approve", answer);
    }

    /** Issues a file with these capabilities, or requests it if that requires approval. */
    private ValidatableResponse issue(String... capabilities) {
        return operator("publisher").post(path("capabilities"), request(capabilities));
    }

    private static Map<String, Object> request(String... capabilities) {
        return Map.of("capabilities", List.of(capabilities), "hours", 2, "reason", "Ticket 7");
    }

    /** Downloads a capability file. */
    private byte[] file(String id) {
        return fetch("publisher", id).statusCode(200).extract().asByteArray();
    }

    /** Requests the download of a capability file. */
    private ValidatableResponse fetch(String role, String id) {
        return operator(role)
                .request()
                .contentType("application/json")
                .post("/api/v1/" + path("capabilities/" + id + "/file"))
                .then();
    }

    private ValidatableResponse revoke(String id) {
        return operator("publisher").post(path("capabilities/" + id + "/revoke"), Map.of("reason", "Done."));
    }

    private Operator operator(String role) {
        return Operator.in(catalogs.name(catalog), role);
    }

    private String path(String rest) {
        return "catalogs/" + catalogs.name(catalog) + "/devices/"
                + chip.device().text() + "/" + rest;
    }

    /** Attests a device on which these capabilities are enabled. */
    private AttestResponse attest(Integer... capabilities) {
        var challenge =
                TestCatalog.await(() -> issueChallenge.issue(new ChallengeRequest(chip.device(), chip.generalKey())));
        Evidence plain = chip.evidence(challenge.nonce(), TestImages.measured(TestImages.all()));
        Evidence evidence = new Evidence(
                plain.device(),
                plain.nonce(),
                plain.bootCount(),
                plain.debugState(),
                plain.manufacturingState(),
                plain.keystoreVersion(),
                Set.of(capabilities),
                plain.measurements(),
                plain.customerKey(),
                plain.updateKey());
        return TestCatalog.await(() -> attestDevice.attest(
                new AttestRequest(chip.device(), chip.generalKey(), chip.token(evidence), "127.0.0.1")));
    }
}
