package dev.holdfast.backend.pki.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.installation.Gateway;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.LinkedPages;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.contract.device.AttestResponse;
import dev.holdfast.contract.device.AttestResponse.Outcome;
import dev.holdfast.contract.device.InternalApi.Change;
import dev.holdfast.contract.device.InternalApi.Changes;
import dev.holdfast.contract.device.InternalApi.Revoked;
import dev.holdfast.contract.operator.OperatorApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Revocation of device certificates. Each attestation issues two: a customer and an update certificate. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class RevokeCertificatesTest {
    private static final Map<String, String> SEEN = Map.of("comment", "Seen.");
    private static final Map<String, Object> WHY = Map.of("cause", "KEY_COMPROMISE", "reason", "It leaked");

    @Inject
    TestCatalog catalogs;

    @Inject
    Gateway gateway;

    private CatalogId catalog;
    private AttestingDevice device;
    /** Serial number of the customer certificate. */
    private String customer;
    /** Serial number of the update certificate. */
    private String update;

    @BeforeEach
    void a_device_has_certificates() {
        catalog = catalogs.create();
        device = AttestingDevice.in(catalogs, catalog);
        AttestResponse answer = device.attest();
        assertThat(answer.outcome()).isEqualTo(Outcome.TRUSTED);
        customer = Leaf.of(answer.customerCertificate()).serial();
        update = Leaf.of(answer.updateCertificate()).serial();
    }

    @Test
    void revoking_by_serial_number_keeps_the_devices_other_certificate() {
        Changes before = gateway.get("changes", Changes.class);

        owner().post(path("device-certificates/" + update + "/revoke"), WHY)
                .statusCode(200)
                .body("certificates", equalTo(1))
                .body("devices", equalTo(1));

        assertThat(revoked().serials()).containsExactly(update);
        assertThat(revoked().through()).isNull();
        gateway.awaitChanges(before.next(), Change.of(device.chip().device()));
        owner().get(path("devices/" + device.id() + "/certificates"))
                .statusCode(200)
                .body("items", hasSize(2))
                .body("items.find { it.usage == 'CUSTOMER' }.serialNumber", equalTo(customer))
                .body("items.generation", everyItem(equalTo(1)))
                .body("items.find { it.usage == 'CUSTOMER' }.revocation", nullValue())
                .body("items.find { it.usage == 'UPDATE' }.revocation.reason", equalTo("It leaked"))
                .body("items.find { it.usage == 'UPDATE' }.revocation.cause", equalTo("KEY_COMPROMISE"));
        owner().get(path("audit?filter=is:people"))
                .body("items[0].action", equalTo("RevokeCertificates"))
                .body("items[0].subject", equalTo(update))
                .body("items[0].detail", containsString("It leaked"))
                .body("items[0].before", equalTo(Map.of("valid", 1)))
                .body("items[0].after", equalTo(Map.of("valid", 0, "cause", "KEY_COMPROMISE")));
    }

    @Test
    void certificates_of_all_devices_can_be_filtered() {
        AttestingDevice other = AttestingDevice.in(catalogs, catalog);
        other.attest();
        owner().post(path("device-certificates/" + update + "/revoke"), WHY).statusCode(200);
        owner().post(path("devices/block"), Map.of("deviceIds", List.of(other.id()), "reason", "Stolen"))
                .statusCode(200);

        assertThat(LinkedPages.of(owner(), path("device-certificates?limit=1"), "serialNumber"))
                .doesNotHaveDuplicates()
                .hasSize(4);
        assertThat(found("is:revoked")).containsExactly(update);
        assertThat(found("is:valid usage:customer")).containsExactly(customer);
        assertThat(found("is:blocked")).hasSize(2).doesNotContain(customer, update);
        assertThat(found("is:expired,retired")).isEmpty();
        assertThat(found("device:" + device.id().substring(0, 20))).containsExactlyInAnyOrder(customer, update);
        assertThat(found("serial:" + customer)).containsExactly(customer);
        assertThat(found(customer)).as("as a word").containsExactly(customer);
        assertThat(found("reason:leaked -usage:customer")).containsExactly(update);
        assertThat(found("expires:<48h issued:<1h")).hasSize(4);
        assertThat(found("expires:<1h")).isEmpty();
        assertThat(LinkedPages.of(
                        owner(),
                        path("devices/" + device.id() + "/certificates?limit=1&filter=-is:revoked&fields=serialNumber"),
                        "serialNumber"))
                .containsExactly(customer);
    }

    /** Returns the serial numbers of the certificates that match a filter. */
    private List<String> found(String filter) {
        return owner().request()
                .queryParam("filter", filter)
                .get(OperatorApi.BASE + path("device-certificates"))
                .then()
                .statusCode(200)
                .extract()
                .path("items.serialNumber");
    }

    @Test
    void all_certificates_of_a_device_are_revoked_and_attestation_issues_new_ones() {
        device.attest();
        owner().post(path("devices/" + device.id() + "/certificates/revocation-impact"), Map.of())
                .statusCode(200)
                .body("devices", equalTo(1))
                .body("certificates", equalTo(4))
                .body("first[0].customerUntil", notNullValue());

        owner().post(path("devices/" + device.id() + "/certificates/revoke"), WHY)
                .statusCode(200)
                .body("certificates", equalTo(4));

        assertThat(revoked().serials()).hasSize(4).contains(customer, update);
        owner().get(path("devices/" + device.id() + "/certificates"))
                .body("items.revocation", everyItem(notNullValue()));
        AttestResponse again = device.attest();
        assertThat(revoked().serials())
                .doesNotContain(Leaf.of(again.customerCertificate()).serial());
    }

    @Test
    void a_revocation_waits_for_approval_and_states_its_effect() {
        requireApproval();
        String all = owner().post(path("devices/" + device.id() + "/certificates/revoke"), WHY)
                .statusCode(202)
                .body("operation", equalTo("REVOKE_CERTIFICATES"))
                .body("summary", containsString("Revoke all certificates of device"))
                .extract()
                .path("id");
        owner().get(path("devices/" + device.id() + "/certificates")).body("items.revocation", everyItem(nullValue()));
        device.attest();

        approver()
                .get(path("approvals/" + all))
                .body("preview.changed", equalTo(false))
                .body("preview.effect[0]", containsString("would lose all certificates"))
                .body("preview.effect[1]", containsString("within two seconds"));
        owner().post(path("approvals/" + all + "/approve"), SEEN).statusCode(403);
        approver().post(path("approvals/" + all + "/approve"), SEEN).statusCode(200);

        assertThat(revoked().serials()).hasSize(4).contains(customer, update);
        owner().get(path("audit?filter=action:RevokeCertificates"))
                .body("items[0].actor", equalTo("owner-of-" + catalogs.name(catalog)))
                .body("items[0].reason", equalTo("It leaked"))
                .body("items[0].before", equalTo(Map.of("valid", 4)))
                .body("items[0].after.approvedBy", equalTo("approver-of-" + catalogs.name(catalog)))
                .body("items[1].detail", containsString("Requested approval"));
    }

    @Test
    void a_single_revocation_waits_for_approval_and_duplicates_are_refused() {
        requireApproval();
        String one = owner().post(path("device-certificates/" + update + "/revoke"), WHY)
                .statusCode(202)
                .body("effect[0]", containsString("would lose certificate " + update))
                .body("effect[0]", containsString("all others with the same key"))
                .extract()
                .path("id");
        owner().post(path("device-certificates/" + update + "/revoke"), WHY).statusCode(409);
        approver().post(path("approvals/" + one + "/approve"), SEEN).statusCode(200);
        assertThat(revoked().serials()).containsExactly(update);

        owner().post(path("device-certificates/" + update + "/revoke"), WHY).statusCode(409);
    }

    @Test
    void a_pending_revocation_does_not_block_wider_requests() {
        requireApproval();
        String one = "device-certificates/" + update + "/revoke";
        owner().post(path(one), Map.of("cause", "SUPERSEDED", "reason", "An old one"))
                .statusCode(202)
                .body("subject", equalTo(device.id()));

        owner().post(path("device-certificates/" + customer + "/revoke"), WHY).statusCode(202);
        owner().post(path(one), WHY).statusCode(202).body("effect[0]", containsString("all others with the same key"));
        String all = owner().post(path("devices/" + device.id() + "/certificates/revoke"), WHY)
                .statusCode(202)
                .body("subject", equalTo(device.id()))
                .extract()
                .path("id");
        owner().post(path("devices/" + device.id() + "/certificates/revoke"), WHY)
                .statusCode(409)
                .body("detail", containsString("the request waits for approval"));

        approver().post(path("approvals/" + all + "/approve"), SEEN).statusCode(200);
        assertThat(revoked().serials()).containsExactlyInAnyOrder(customer, update);
    }

    private void requireApproval() {
        owner().request()
                .contentType(ContentType.JSON)
                .body(Map.of("operations", List.of("REVOKE_CERTIFICATES"), "comment", "Two see more."))
                .put(OperatorApi.BASE + path("approvals/rules"))
                .then()
                .statusCode(200);
    }

    private Operator approver() {
        return Operator.in(catalogs.name(catalog), "approver");
    }

    @Test
    void a_compromised_key_revokes_all_its_certificates_and_no_others() {
        AttestResponse again = device.attest();
        String newer = Leaf.of(again.updateCertificate()).serial();
        owner().post(path("device-certificates/" + update + "/revocation-impact"), Map.of())
                .body("consequences.findAll { it.contains('key is compromised') }", hasSize(1));

        owner().post(path("device-certificates/" + update + "/revoke"), WHY)
                .statusCode(200)
                .body("certificates", equalTo(2));

        assertThat(revoked().serials()).containsExactlyInAnyOrder(update, newer);
    }

    @Test
    void certificates_of_a_blocked_device_are_on_hold_and_can_be_revoked() {
        owner().post(path("devices/block"), Map.of("deviceIds", List.of(device.id()), "reason", "Stolen"))
                .statusCode(200);
        owner().get(path("devices/" + device.id() + "/certificates"))
                .body("items.revocation.cause", everyItem(equalTo("CERTIFICATE_HOLD")))
                .body("items.revocation.reason", everyItem(equalTo("Stolen")));

        owner().post(
                        path("device-certificates/" + update + "/revoke"),
                        Map.of("cause", "CERTIFICATE_HOLD", "reason", "x"))
                .statusCode(400)
                .body("detail", containsString("block the device"));
        owner().post(path("devices/" + device.id() + "/certificates/revoke"), WHY)
                .statusCode(200)
                .body("certificates", equalTo(2));

        owner().get(path("devices/" + device.id())).body("certificateExpires", nullValue());
    }

    @Test
    void revocations_above_the_serial_limit_are_sent_as_an_expiry_time() {
        for (int i = 0; i < Revoked.MAX_SERIALS / 2 + 1; i++) {
            // A device may attest only 30 times an hour.
            catalogs.list(catalog, "update device set attest_count = 0 returning 1", row -> row);
            device.attest();
        }

        owner().post(path("devices/" + device.id() + "/certificates/revoke"), WHY)
                .statusCode(200)
                // Two certificates for each attestation: the first one, and MAX_SERIALS / 2 + 1 in the loop.
                .body("certificates", equalTo(Revoked.MAX_SERIALS + 4));

        assertThat(revoked().serials()).hasSize(Revoked.MAX_SERIALS);
        assertThat(revoked().through()).isNotNull();
    }

    @Test
    void revoking_again_is_a_conflict_and_unknown_serials_are_not_found() {
        owner().post(path("device-certificates/" + update + "/revoke"), WHY).statusCode(200);

        owner().post(path("device-certificates/" + update + "/revoke"), WHY).statusCode(409);
        owner().post(path("device-certificates/" + "ab".repeat(16) + "/revoke"), WHY)
                .statusCode(404);
        owner().post(path("device-certificates/nonsense/revoke"), WHY).statusCode(404);
        owner().post(path("device-certificates/" + customer + "/revoke"), Map.of("reason", " "))
                .statusCode(400);
        CatalogId theirs = catalogs.create();
        Operator.in(catalogs.name(theirs), "owner")
                .post("catalogs/" + catalogs.name(theirs) + "/device-certificates/" + customer + "/revoke", WHY)
                .statusCode(404);
        assertThat(revoked().serials()).containsExactly(update);
    }

    @Test
    void certificates_of_a_departed_device_are_revoked_in_the_issuing_catalog() {
        owner().post(path("devices/unclaim"), Map.of("deviceIds", List.of(device.id()), "reason", "Sold"))
                .statusCode(200);

        owner().post(path("device-certificates/" + customer + "/revocation-impact"), Map.of())
                .statusCode(200)
                .body("devices", equalTo(0));
        owner().post(path("device-certificates/" + customer + "/revoke"), WHY).statusCode(409);
        owner().get(path("devices/" + device.id() + "/certificates"))
                .body("items.revocation.cause", everyItem(equalTo("CESSATION_OF_OPERATION")));
    }

    /** Returns the device's revoked certificates that gateways know. */
    private Revoked revoked() {
        return Objects.requireNonNull(
                gateway.assignment(device.chip().witness()).revoked());
    }

    private Operator owner() {
        return Operator.in(catalogs.name(catalog), "owner");
    }

    private String path(String rest) {
        return "catalogs/" + catalogs.name(catalog) + "/" + rest;
    }
}
