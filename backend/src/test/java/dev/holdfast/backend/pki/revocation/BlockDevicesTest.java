package dev.holdfast.backend.pki.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.installation.Gateway;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.device.AttestResponse.Outcome;
import dev.holdfast.contract.device.InternalApi.Assignment;
import dev.holdfast.contract.device.InternalApi.Change;
import dev.holdfast.contract.device.InternalApi.Changes;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.problem.ProblemType;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Blocking of devices by operators. Each attestation issues two certificates. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class BlockDevicesTest {
    @Inject
    TestCatalog catalogs;

    @Inject
    Gateway gateway;

    private CatalogId catalog;
    private AttestingDevice device;
    private AttestingDevice other;

    @BeforeEach
    void two_devices_attest() {
        catalog = catalogs.create();
        device = AttestingDevice.in(catalogs, catalog);
        other = AttestingDevice.in(catalogs, catalog);
        assertThat(device.attest().outcome()).isEqualTo(Outcome.TRUSTED);
        assertThat(other.attest().outcome()).isEqualTo(Outcome.TRUSTED);
    }

    @Test
    void a_blocked_device_gets_no_challenge_or_certificate_but_the_reason() {
        Nonce before = device.challenge();

        block("Found in a bazaar").statusCode(200).body("changed", equalTo(1)).body("refused", empty());

        assertThatThrownBy(device::challenge)
                .hasMessage("the device is blocked: Found in a bazaar")
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.type()).isEqualTo(ProblemType.DEVICE_BLOCKED));
        assertThatThrownBy(() -> device.attest(before)).hasMessageContaining("the device is blocked");
        assertThat(other.attest().outcome()).isEqualTo(Outcome.TRUSTED);
    }

    @Test
    void gateways_learn_that_a_device_is_blocked() {
        Changes before = gateway.get("changes", Changes.class);
        assertThat(assignment().blockedByOperator()).isFalse();

        block("Stolen").statusCode(200);

        gateway.awaitChanges(before.next(), Change.of(device.chip().device()));
        assertThat(assignment().blockedByOperator()).isTrue();
        assertThat(assignment().blocked()).isTrue();
    }

    @Test
    void a_blocked_device_shows_actor_time_and_reason_and_is_listed() {
        block("Stolen").statusCode(200);

        owner().get(path("devices/" + device.id()))
                .statusCode(200)
                .body("block.reason", equalTo("Stolen"))
                .body("block.by", equalTo("owner-of-" + catalogs.name(catalog)))
                .body("block.at", notNullValue());
        owner().get(path("devices?filter=is:blocked")).body("items.id", contains(device.id()));
        owner().get(path("overview")).body("blocked", equalTo(1));
        owner().get(path("devices/" + other.id())).body("block", nullValue());
    }

    @Test
    void unblocking_needs_a_reason_restores_access_and_is_audited() {
        block("Stolen").statusCode(200);

        owner().post(path("devices/unblock"), Map.of("deviceIds", List.of(device.id()), "reason", " "))
                .statusCode(400);
        assertThat(assignment().blockedByOperator()).isTrue();
        owner().post(path("devices/unblock"), request("It was in another drawer"))
                .statusCode(200)
                .body("changed", equalTo(1));

        assertThat(assignment().blockedByOperator()).isFalse();
        assertThat(assignment().blocked()).isFalse();
        assertThat(device.attest().outcome()).isEqualTo(Outcome.TRUSTED);
        owner().get(path("audit?filter=is:people"))
                .body("items[0].action", equalTo("UnblockDevices"))
                .body("items[0].subject", equalTo(device.id()))
                .body("items[0].detail", containsString("It was in another drawer"))
                .body("items[1].action", equalTo("BlockDevices"))
                .body("items[1].detail", containsString("Stolen"));
    }

    @Test
    void the_preview_matches_the_operation_and_changes_nothing() {
        AttestingDevice fresh = AttestingDevice.in(catalogs, catalog);
        Map<String, Object> all = Map.of("deviceIds", List.of(device.id(), other.id(), fresh.id()), "reason", "Recall");

        owner().post(path("devices/block-impact"), all)
                .statusCode(200)
                .body("devices", equalTo(3))
                .body("trusted", equalTo(2))
                .body("certificates", equalTo(4))
                .body("until", notNullValue())
                .body("offline", equalTo(0))
                .body("contactMinutes", notNullValue())
                .body("groups", hasSize(1))
                .body("groups[0].product", equalTo("product"))
                .body("groups[0].certificates", equalTo(4))
                .body("first", hasSize(3))
                .body("first.findAll { it.customerUntil != null && it.updateUntil != null }", hasSize(2))
                .body("consequences", hasSize(greaterThan(0)));
        assertThat(assignment().blockedByOperator()).isFalse();
        owner().post(path("devices/block"), all).statusCode(200).body("changed", equalTo(3));
        owner().post(path("devices/block-impact"), all).body("devices", equalTo(0));
    }

    @Test
    void blocked_and_foreign_devices_are_skipped_and_reported() {
        block("Stolen").statusCode(200);
        CatalogId theirs = catalogs.create();
        AttestingDevice stranger = AttestingDevice.in(catalogs, theirs);

        owner().post(path("devices/block"), Map.of("deviceIds", List.of(device.id(), stranger.id()), "reason", "Again"))
                .statusCode(200)
                .body("changed", equalTo(0))
                .body("refused.code", contains("BLOCKED", "NOT_FOUND"));

        owner().get(path("devices/" + device.id())).body("block.reason", equalTo("Stolen"));
        assertThat(stranger.attest().outcome()).isEqualTo(Outcome.TRUSTED);
    }

    @Test
    void a_single_device_is_blocked_and_unblocked_by_its_own_path() {
        String path = path("devices/" + device.id() + "/");
        owner().post(path + "block-impact", Map.of()).statusCode(200).body("certificates", equalTo(2));
        owner().post(path + "block", Map.of("reason", "Stolen")).statusCode(200).body("changed", equalTo(1));
        assertThat(assignment().blocked()).isTrue();

        owner().post(path + "block", Map.of("reason", "Again")).body("refused.code", contains("BLOCKED"));
        owner().post(path + "block", Map.of("reason", "")).statusCode(400).body("errors.field", hasItem("reason"));
        owner().post(path + "unblock", Map.of("reason", "Found"))
                .statusCode(200)
                .body("changed", equalTo(1));
        assertThat(assignment().blocked()).isFalse();
    }

    @Test
    void only_owners_block() {
        for (String role : List.of("publisher", "contributor", "reader")) {
            Operator.in(catalogs.name(catalog), role)
                    .post(path("devices/block"), request("Because"))
                    .statusCode(403);
        }
        assertThat(assignment().blockedByOperator()).isFalse();
    }

    /** Returns what gateways know about the device. */
    private Assignment assignment() {
        return gateway.assignment(device.chip().witness());
    }

    private ValidatableResponse block(String reason) {
        return owner().post(path("devices/block"), request(reason));
    }

    private Map<String, Object> request(String reason) {
        return Map.of("deviceIds", List.of(device.id()), "reason", reason);
    }

    private Operator owner() {
        return Operator.in(catalogs.name(catalog), "owner");
    }

    private String path(String rest) {
        return "catalogs/" + catalogs.name(catalog) + "/" + rest;
    }
}
