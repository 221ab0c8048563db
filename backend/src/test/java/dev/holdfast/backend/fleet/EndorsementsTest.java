package dev.holdfast.backend.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.holdfast.backend.installation.Gateway;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.SiliconManufacturer;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.OperatorApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Import and revocation of endorsements. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class EndorsementsTest {
    @Inject
    Gateway gateway;

    /** The first three lines of a list. Its chips begin on line 4. */
    private static final String HEAD = "{\"manufacturer\":\"" + SiliconManufacturer.NAME
            + "\",\n\"issuedAt\":\"2026-11-01T00:00:00Z\",\n\"devices\":[\n";

    @Test
    void a_truncated_list_is_refused() {
        String whole = SiliconManufacturer.endorse(SiliconManufacturer.chips(2));

        importList(whole.substring(0, whole.lastIndexOf('.')))
                .statusCode(422)
                .body("detail", containsString("three parts"));
        importList(whole.substring(0, whole.length() - 4)).statusCode(422).body("detail", containsString("cut off"));
        importList(SiliconManufacturer.sign(
                        HEAD + chip(SiliconManufacturer.chips(1).getFirst())))
                .statusCode(422)
                .body("detail", containsString("in or after chip 1"))
                .body("detail", containsString("line 4"));
    }

    @Test
    void a_list_with_a_duplicate_member_is_refused() {
        List<DeviceId> chips = SiliconManufacturer.chips(2);
        String once = HEAD + chip(chips.get(0)) + "]";

        for (String twice : List.of(
                once + ",\n\"devices\":[" + chip(chips.get(1)) + "]}",
                once + ",\n\"catalog\":\"one\",\"catalog\":\"other\"}",
                HEAD + chip(chips.get(0)).replaceFirst("\\{", "{\n\"sku\":\"A\",\"sku\":\"B\",") + "]}")) {
            importList(SiliconManufacturer.sign(twice))
                    .statusCode(422)
                    .body("detail", containsString("is duplicated at line 5"))
                    .body("detail", containsString("Nothing was imported"));
        }
        importList(SiliconManufacturer.sign(once + "}")).statusCode(200).body("added", equalTo(1));
    }

    @Test
    void bad_chips_are_listed_with_their_lines_and_nothing_is_imported() {
        List<DeviceId> chips = SiliconManufacturer.chips(2);
        String list = SiliconManufacturer.sign(HEAD
                + chip(chips.get(0)) + ",\n"
                + "{\"deviceId\":\"abc\",\"generalKey\":\"" + chips.get(1) + "\"},\n"
                + chip(chips.get(0)) + ",\n"
                + "{\"generalKey\":\"" + chips.get(1) + "\"},\n"
                + "{\"deviceId\":\"" + chips.get(1) + "\",\"generalKey\":\"" + "ab".repeat(64) + "\"},\n"
                + "null\n]}");

        importList(list)
                .statusCode(422)
                .body(
                        "errors.field",
                        contains("devices[1]", "devices[2]", "devices[2]", "devices[3]", "devices[4]", "devices[5]"))
                .body("errors[0].message", containsString("chip 2 (line 5) has a deviceId that is not valid"))
                .body("errors[1].message", containsString("chip 3 (line 6) repeats the device ID"))
                .body("errors[1].message", containsString("of chip 1 (line 4)"))
                .body("errors[2].message", containsString("repeats its general key"))
                .body("errors[3].message", containsString("chip 4 (line 7) is incomplete"))
                .body("errors[4].message", containsString("not on P-256"))
                .body("errors[5].message", containsString("chip 6 (line 9) is incomplete"));
        importList(SiliconManufacturer.endorse(chips)).statusCode(200).body("added", equalTo(2));
    }

    @Test
    void a_list_needs_an_issue_time_that_is_not_in_the_future() {
        List<DeviceId> chips = SiliconManufacturer.chips(1);

        importList(SiliconManufacturer.endorseFor(
                        "somebody", chips, Instant.now().plusSeconds(3_600)))
                .statusCode(422)
                .body("detail", containsString("future"));
        importList(SiliconManufacturer.sign("{\"manufacturer\":\"" + SiliconManufacturer.NAME + "\",\"devices\":["
                        + chip(chips.getFirst()) + "]}"))
                .statusCode(422)
                .body("detail", containsString("issuedAt"));
        importList(SiliconManufacturer.sign("[]")).statusCode(422).body("detail", containsString("not a JSON object"));
        importList(SiliconManufacturer.sign(HEAD + "]}")).statusCode(422).body("detail", containsString("0 chips"));
        importList(SiliconManufacturer.sign(HEAD + chip(chips.getFirst()) + "]} {}"))
                .statusCode(422)
                .body("detail", containsString("after its payload, at line 4"));
    }

    @Test
    void a_chip_of_another_manufacturer_is_a_conflict() {
        List<DeviceId> chips = SiliconManufacturer.chips(3);
        importList(SiliconManufacturer.endorseByOther("anyone", chips.subList(1, 2)))
                .statusCode(200);

        importList(SiliconManufacturer.endorseFor("anyone", chips))
                .statusCode(409)
                .body("errors.field", contains("devices[1]"))
                .body("errors[0].message", containsString("by " + SiliconManufacturer.OTHER));
        // No other chip of the list was imported.
        importList(SiliconManufacturer.endorseFor("anyone", List.of(chips.get(0), chips.get(2))))
                .statusCode(200)
                .body("added", equalTo(2));
    }

    @Test
    void a_chip_with_another_general_key_is_a_conflict() {
        List<DeviceId> chips = SiliconManufacturer.chips(2);
        importList(SiliconManufacturer.endorse(chips.subList(0, 1))).statusCode(200);

        importList(SiliconManufacturer.sign(HEAD + "{\"deviceId\":\"" + chips.getFirst() + "\",\"generalKey\":\""
                        + chips.getLast() + "\"}]}"))
                .statusCode(409)
                .body("errors[0].message", containsString("another general key"));
    }

    @Test
    void the_newer_list_decides_the_catalog_of_a_chip() {
        Fleet fleet = Fleet.create();
        Fleet other = Fleet.create();
        List<DeviceId> chips = SiliconManufacturer.chips(1);
        importList(SiliconManufacturer.endorseFor(fleet.catalog(), chips, Instant.parse("2026-11-02T00:00:00Z")))
                .body("added", equalTo(1));

        importList(SiliconManufacturer.endorseFor(other.catalog(), chips, Instant.parse("2026-11-01T00:00:00Z")))
                .body("reassigned", equalTo(0));
        other.claim("Production", chips).body("claimed", equalTo(0));
        importList(SiliconManufacturer.endorseFor(other.catalog(), chips, Instant.parse("2026-11-03T00:00:00Z")))
                .body("known", equalTo(1))
                .body("reassigned", equalTo(1));
        fleet.claim("Production", chips).body("refused.code", contains("NOT_FOUND"));
        other.claim("Production", chips).body("claimed", equalTo(1));
    }

    @Test
    void revoking_a_manufacturer_stops_its_lists_claims_and_devices_until_restored() {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = SiliconManufacturer.chips(3);
        importList(SiliconManufacturer.endorseByOther(fleet.catalog(), chips)).statusCode(200);
        fleet.claim("Production", chips.subList(0, 2)).body("claimed", equalTo(2));
        Operator owner = Operator.installationOwner();

        owner.get("manufacturers/" + SiliconManufacturer.OTHER + "/revocation-impact")
                .statusCode(200)
                .body("catalogs.find { it.name == '" + fleet.catalog() + "' }.devices", equalTo(2))
                .body("catalogs.find { it.name == '" + fleet.catalog() + "' }.certifiedUntil", nullValue())
                .body("consequences", hasItem(containsString("within 24 hours")));
        owner.post("manufacturers/" + SiliconManufacturer.OTHER + "/revoke", Map.of("reason", "Its key was stolen"))
                .statusCode(200);
        try {
            owner.get("manufacturers")
                    .statusCode(200)
                    .body("items.find { it.name == '" + SiliconManufacturer.OTHER + "' }.state", equalTo("REVOKED"))
                    .body("items.find { it.name == '" + SiliconManufacturer.OTHER + "' }.parts", hasItem("MT3620AN"))
                    .body(
                            "items.find { it.name == '" + SiliconManufacturer.OTHER + "' }.reason",
                            equalTo("Its key was stolen"));
            importList(SiliconManufacturer.endorseByOther(fleet.catalog(), SiliconManufacturer.chips(1)))
                    .statusCode(422)
                    .body("detail", containsString("revoked"));
            fleet.claim("Production", chips.subList(2, 3)).body("refused.code", contains("ENDORSEMENT_REVOKED"));
            fleet.owner()
                    .get(fleet.path("devices/" + chips.getFirst()))
                    .body("trust", equalTo("UNTRUSTED"))
                    .body("reason", containsString("Its key was stolen"))
                    .body("reasonCode", equalTo("endorsement-revoked"));
            fleet.owner()
                    .get(fleet.path("audit?filter=RevokeEndorsements"))
                    .body("items.detail", contains(containsString("2 devices were revoked")))
                    .body("items[0].reason", equalTo("Its key was stolen"))
                    .body("items[0].before", equalTo(Map.of("endorsed", true)))
                    .body("items[0].after", equalTo(Map.of("endorsed", false)));
            owner.get("audit?filter=action:RevokeEndorsements&limit=1")
                    .body("items[0].before", equalTo(Map.of("endorsed", true)))
                    .body("items[0].after", equalTo(Map.of("endorsed", false)));
            assertThat(gateway.get("devices/" + chips.getFirst() + "/assignment?"
                                    + SiliconManufacturer.witness(chips.getFirst())
                                            .query())
                            .statusCode())
                    .isEqualTo(403);
            owner.post("manufacturers/" + SiliconManufacturer.OTHER + "/revoke", Map.of("reason", "Again"))
                    .statusCode(409);
        } finally {
            owner.post("manufacturers/" + SiliconManufacturer.OTHER + "/restore", Map.of("reason", "It was found"))
                    .statusCode(200);
        }
        fleet.owner()
                .get(fleet.path("devices/" + chips.getFirst()))
                .body("trust", equalTo("UNKNOWN"))
                .body("reasonCode", equalTo("endorsement-restored"));
        fleet.claim("Production", chips.subList(2, 3)).body("claimed", equalTo(1));
        owner.post("manufacturers/" + SiliconManufacturer.OTHER + "/restore", Map.of("reason", "Again"))
                .statusCode(409);
    }

    @Test
    void catalogs_audit_who_revoked_a_manufacturer_and_why() {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = SiliconManufacturer.chips(1);
        importList(SiliconManufacturer.endorseByOther(fleet.catalog(), chips)).statusCode(200);
        fleet.claim("Production", chips).body("claimed", equalTo(1));

        fromElsewhere("revoke").statusCode(200);
        fromElsewhere("restore").statusCode(200);

        for (String action : List.of("Revoke", "Restore")) {
            String entries = "audit?limit=1&filter=action:" + action + "Endorsements";
            ValidatableResponse catalogEntry = fleet.owner().get(fleet.path(entries));
            ValidatableResponse own = Operator.installationOwner().get(entries);
            for (ValidatableResponse entry : List.of(catalogEntry, own)) {
                entry.body("items[0].actor", equalTo("admin"))
                        .body("items[0].reason", equalTo("A test"))
                        .body("items[0].correlation", equalTo("asked-to-" + action.toLowerCase(Locale.ROOT)));
            }
            catalogEntry
                    .body("items[0].address", nullValue())
                    .body("items[0].agent", nullValue())
                    .body("items[0].tokenId", nullValue());
            own.body("items[0].address", equalTo("192.0.2.1")).body("items[0].agent", equalTo("asked with this"));
        }
    }

    /** Revokes or restores a manufacturer from a recognizable address, agent and request ID. */
    private static ValidatableResponse fromElsewhere(String verb) {
        return Operator.installationOwner()
                .request()
                .contentType(ContentType.JSON)
                .header("Forwarded", Installation.fromConsole("192.0.2.1"))
                .header("User-Agent", "asked with this")
                .header("X-Request-Id", "asked-to-" + verb)
                .body(Map.of("reason", "A test"))
                .post(OperatorApi.BASE + "manufacturers/" + SiliconManufacturer.OTHER + "/" + verb)
                .then();
    }

    @Test
    void single_chips_are_revoked_by_device_id() {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(3);
        fleet.claim("Production", chips);
        Operator owner = Operator.installationOwner();
        Map<String, Object> two = Map.of(
                "deviceIds",
                List.of(
                        chips.get(0).text(),
                        chips.get(1).text(),
                        SiliconManufacturer.chips(1).getFirst().text()),
                "reason",
                "Lost on the way");

        owner.post("endorsements/revocation-impact", two)
                .statusCode(200)
                .body("chips", equalTo(2))
                .body("devices", equalTo(2));
        owner.post("endorsements/revoke", two)
                .statusCode(200)
                .body("chips", equalTo(2))
                .body("devices", equalTo(2));
        owner.post("endorsements/revoke", two).body("chips", equalTo(0)).body("devices", equalTo(0));
        fleet.owner().get(fleet.path("overview")).body("untrusted", equalTo(2)).body("unknown", equalTo(1));
        fleet.owner().get(fleet.path("devices?filter=endorsement-revoked")).body("total", equalTo(2));
        owner.post("endorsements/restore", two).body("chips", equalTo(2)).body("devices", equalTo(2));
        fleet.owner().get(fleet.path("overview")).body("untrusted", equalTo(0)).body("unknown", equalTo(3));
    }

    @Test
    void only_installation_owners_list_and_revoke_manufacturers() {
        Operator catalogOwner = Fleet.create().owner();
        Operator owner = Operator.installationOwner();

        for (String path :
                List.of("manufacturers", "manufacturers/" + SiliconManufacturer.NAME + "/revocation-impact")) {
            catalogOwner.get(path).statusCode(403);
        }
        for (String path : List.of(
                "manufacturers/" + SiliconManufacturer.NAME + "/revoke",
                "manufacturers/" + SiliconManufacturer.NAME + "/restore",
                "endorsements/revoke",
                "endorsements/restore",
                "endorsements/revocation-impact")) {
            catalogOwner
                    .post(path, Map.of("reason", "x", "deviceIds", List.of()))
                    .statusCode(403);
        }
        owner.post("manufacturers/" + SiliconManufacturer.NAME + "/revoke", Map.of())
                .statusCode(400)
                .body("errors.field", contains("reason"));
        owner.post("manufacturers/nobody/revoke", Map.of("reason", "x")).statusCode(404);
        owner.get("manufacturers")
                .body("items.name", hasItem(SiliconManufacturer.NAME))
                .body("items.find { it.name == '" + SiliconManufacturer.NAME + "' }.keys", hasSize(2))
                .body(
                        "items.find { it.name == '" + SiliconManufacturer.NAME + "' }.keys.use",
                        contains("OPERATING_SYSTEM", "ENDORSEMENTS"))
                .body(
                        "items.find { it.name == '" + SiliconManufacturer.NAME
                                + "' }.keys.findAll { it.fingerprint == null }",
                        empty());
    }

    /** Returns a chip of a list. The general key is the device ID: any point on the curve is accepted. */
    private static String chip(DeviceId chip) {
        return "{\"deviceId\":\"" + chip + "\",\"generalKey\":\"" + chip + "\"}";
    }

    /** Imports an endorsement list. */
    private static ValidatableResponse importList(String list) {
        return Operator.installationOwner()
                .upload("endorsements", "application/jose", list.getBytes(StandardCharsets.US_ASCII));
    }
}
