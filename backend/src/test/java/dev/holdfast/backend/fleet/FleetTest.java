package dev.holdfast.backend.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.SiliconManufacturer;
import dev.holdfast.contract.id.DeviceId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Products, claims, endorsements, the device list and the overview. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class FleetTest {
    @Test
    void a_product_starts_with_five_groups() {
        Fleet fleet = Fleet.create();

        fleet.owner()
                .get(fleet.path("products/Thermostat/groups"))
                .statusCode(200)
                .body(
                        "items.name",
                        contains(
                                "Development",
                                "Field Test",
                                "Field Test OS Evaluation",
                                "Production",
                                "Production OS Evaluation"))
                .body("items.osFeedType", contains("Retail", "Retail", "RetailEval", "Retail", "RetailEval"))
                .body("items.updatePolicy[0]", equalTo("No3rdPartyAppUpdates"))
                .body("items.updatePolicy[1]", equalTo("UpdateAll"));
    }

    @Test
    void a_product_name_is_unique_ignoring_case_and_well_formed() {
        Fleet fleet = Fleet.create();

        fleet.owner()
                .post(fleet.path("products"), Map.of("name", "THERMOSTAT", "description", ""))
                .statusCode(409);
        for (String bad : List.of("", "ab", " Thermostat", "Thermostat ", "Thermo/stat", "x".repeat(51))) {
            fleet.owner()
                    .post(fleet.path("products"), Map.of("name", bad, "description", ""))
                    .statusCode(400)
                    .body("errors.field", contains("name"));
        }
    }

    @Test
    void claiming_again_changes_nothing() {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(3);

        fleet.claim("Production", chips)
                .body("claimed", equalTo(3))
                .body("moved", equalTo(0))
                .body("unchanged", equalTo(0))
                .body("refused", empty());
        fleet.claim("Production", chips)
                .body("claimed", equalTo(0))
                .body("moved", equalTo(0))
                .body("unchanged", equalTo(3))
                .body("refused", empty());
        fleet.owner()
                .get(fleet.path("devices"))
                .body("total", equalTo(3))
                .body("items.group", contains("Production", "Production", "Production"));
    }

    @Test
    void devices_that_the_catalog_has_move_to_the_group() {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(2);
        fleet.claim("Production", chips);

        fleet.claim("field test", chips).body("moved", equalTo(2)).body("unchanged", equalTo(0));
        fleet.claim("Production", chips.subList(1, 2)).body("moved", equalTo(1));
        fleet.claim("field test", chips.subList(0, 1)).body("moved", equalTo(0)).body("unchanged", equalTo(1));

        fleet.owner()
                .get(fleet.path("devices/" + chips.getFirst().text().toUpperCase(Locale.ROOT)))
                .statusCode(200)
                .body("group", equalTo("Field Test"))
                .body("trust", equalTo("UNKNOWN"));
        fleet.owner().get(fleet.path("products/Thermostat/groups")).body("items.devices", contains(0, 1, 0, 1, 0));
        fleet.owner().get(fleet.path("products")).body("items.devices", contains(2));
    }

    @Test
    void a_device_of_another_catalog_looks_like_a_missing_one() {
        Fleet fleet = Fleet.create();
        Fleet other = Fleet.create();
        DeviceId theirs = other.endorsedChips(1).getFirst();
        other.claim("Production", List.of(theirs));
        DeviceId unknown = SiliconManufacturer.chips(1).getFirst();
        DeviceId ours = fleet.endorsedChips(1).getFirst();

        fleet.claim("Production", List.of(theirs, unknown, ours))
                .body("claimed", equalTo(1))
                .body("refused.deviceId", contains(theirs.text(), unknown.text()))
                .body("refused.code", contains("NOT_FOUND", "NOT_FOUND"))
                .body(
                        "refused[0].reason",
                        startsWith("The device could not be found, or was already claimed to a different catalog."))
                .body("refused[1].reason", startsWith("The device could not be found"));
        fleet.owner().get(fleet.path("devices/" + theirs.text())).statusCode(404);
        other.owner().get(other.path("devices/" + theirs.text())).statusCode(200);
    }

    @Test
    void the_audit_log_omits_zero_counts_and_claims_without_effect() {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(6);
        List<DeviceId> unknown = SiliconManufacturer.chips(2);

        fleet.claim("Production", chips.subList(0, 1)).body("refused", empty());
        fleet.claim("Production", chips.subList(1, 3));
        fleet.claim("Field Test", chips.subList(0, 2));
        fleet.claim("Production", List.of(chips.get(0), chips.get(2), chips.get(3), chips.get(4), unknown.getFirst()));
        fleet.claim("Production", unknown.subList(0, 1));
        fleet.claim("Production", chips.subList(2, 4));

        fleet.owner()
                .get(fleet.path("audit?filter=ClaimDevices"))
                .body(
                        "items.detail",
                        contains(
                                "Claimed 2 devices, moved 1, left in place 1, refused 1.",
                                "Moved 2 devices.",
                                "Claimed 2 devices.",
                                "Claimed 1 device."));
    }

    @Test
    void a_claim_names_an_existing_group_and_at_least_one_device() {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(1);

        fleet.claimInto("Thermostat", "Nowhere", chips).statusCode(404).body("detail", containsString("Nowhere"));
        fleet.claimInto("Thermostat", "Production", List.of())
                .statusCode(400)
                .body("errors.field", contains("deviceIds"));
        fleet.owner()
                .post(
                        fleet.path("devices/claim"),
                        Map.of("product", "Thermostat", "group", "Production", "deviceIds", List.of("abc")))
                .statusCode(400)
                .body("detail", containsString("128"));
    }

    @Test
    void only_the_manufacturers_signature_endorses() {
        List<DeviceId> chips = SiliconManufacturer.chips(2);

        importList(SiliconManufacturer.endorseForged(chips))
                .statusCode(422)
                .body("type", equalTo("/api/problems#invalid-content"));
        importList("not a list").statusCode(422);
        importList(SiliconManufacturer.endorse(chips))
                .statusCode(200)
                .body("added", equalTo(2))
                .body("known", equalTo(0))
                .body("manufacturer", equalTo(SiliconManufacturer.NAME));
        importList(SiliconManufacturer.endorse(chips))
                .statusCode(200)
                .body("added", equalTo(0))
                .body("known", equalTo(2));
        Operator.in(Operator.newCatalog(), "owner")
                .upload(
                        "endorsements",
                        "application/jose",
                        SiliconManufacturer.endorse(chips).getBytes(StandardCharsets.US_ASCII))
                .statusCode(403);
    }

    @Test
    void a_chip_for_a_catalog_cannot_be_claimed_by_another() {
        Fleet fleet = Fleet.create();
        Fleet other = Fleet.create();
        List<DeviceId> chips = SiliconManufacturer.chips(1);
        importList(SiliconManufacturer.endorseFor("not/a name", chips)).statusCode(422);
        importList(SiliconManufacturer.endorseFor(fleet.catalog().toUpperCase(Locale.ROOT), chips))
                .statusCode(200)
                .body("added", equalTo(1));

        other.claim("Production", chips)
                .body("refused.deviceId", contains(chips.getFirst().text()))
                .body("refused.code", contains("NOT_FOUND"));
        fleet.claim("Production", chips).body("claimed", equalTo(1));
    }

    @Test
    void the_device_list_filters_sorts_and_pages() {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(7).stream().sorted().toList();
        fleet.claim("Production", chips.subList(0, 4));
        fleet.claim("Field Test", chips.subList(4, 7));

        assertThat(ids(fleet, "devices?limit=3")).isEqualTo(text(chips.subList(0, 3)));
        assertThat(ids(fleet, "devices?sort=-id")).isEqualTo(text(chips.reversed()));
        assertThat(ids(fleet, "devices?sort=group"))
                .isEqualTo(text(Stream.concat(chips.subList(4, 7).stream(), chips.subList(0, 4).stream())
                        .toList()));
        assertThat(ids(fleet, "devices?filter=group:\"field test\"")).hasSize(3);
        assertThat(ids(fleet, "devices?filter=product:thermostat")).hasSize(7);
        assertThat(ids(fleet, "devices?filter=is:unknown")).hasSize(7);
        assertThat(ids(fleet, "devices?filter=is:TRUSTED")).isEmpty();
        for (int digits : List.of(1, 5, 20, 128)) {
            String prefix = chips.get(2).text().substring(0, digits);
            assertThat(ids(fleet, "devices?filter=" + prefix))
                    .isEqualTo(text(chips.stream()
                            .filter(chip -> chip.text().startsWith(prefix))
                            .toList()));
        }
        fleet.owner().get(fleet.path("devices?sort=password")).statusCode(400).body("errors.field", contains("sort"));
        fleet.owner().get(fleet.path("devices?limit=501")).statusCode(400).body("errors.field", contains("limit"));
        fleet.owner().get(fleet.path("devices?limit=many")).statusCode(400);
        fleet.owner().get(fleet.path("devices?trust=unknown")).statusCode(400).body("errors.field", contains("trust"));
        fleet.owner().get(fleet.path("devices/xyz")).statusCode(404);
    }

    @Test
    void the_overview_shows_counts_and_audit_entries() {
        Fleet fleet = Fleet.create();
        fleet.claim("Production", fleet.endorsedChips(2));

        fleet.owner()
                .get(fleet.path("overview"))
                .statusCode(200)
                .body("devices", equalTo(2))
                .body("unknown", equalTo(2))
                .body("silent", equalTo(0))
                .body("products", equalTo(1))
                .body("attention", empty())
                .body("recent", hasSize(3))
                .body("recent[0].action", equalTo("ClaimDevices"))
                .body("recent[0].actor", equalTo("owner-of-" + fleet.catalog()));
    }

    /** Imports an endorsement list. */
    private static ValidatableResponse importList(String list) {
        return Operator.installationOwner()
                .upload("endorsements", "application/jose", list.getBytes(StandardCharsets.US_ASCII));
    }

    /** Returns the device IDs of a page. */
    private static List<String> ids(Fleet fleet, String path) {
        return fleet.owner().get(fleet.path(path)).statusCode(200).extract().path("items.id");
    }

    private static List<String> text(List<DeviceId> chips) {
        return chips.stream().map(DeviceId::text).toList();
    }
}
