package dev.holdfast.backend.audit;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.nullValue;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.SiliconManufacturer;
import dev.holdfast.backend.update.image.Packages;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.OperatorApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Audit entries contain the values before and after a change. */
@SuppressWarnings("NullAway.Init") // set before each test
@QuarkusTest
@QuarkusTestResource(Installation.class)
class BeforeAndAfterTest {
    /** Title of a group in the audit log. */
    private static final String PRODUCTION = "Thermostat / Production";

    private static final String FIELD_TEST = "Thermostat / Field Test";

    private Fleet fleet;

    @BeforeEach
    void a_catalog() {
        fleet = Fleet.create();
    }

    @Test
    void few_moved_devices_are_recorded_one_by_one() {
        List<DeviceId> chips = fleet.endorsedChips(2);
        String first = chips.getFirst().text();
        String second = chips.getLast().text();
        fleet.claim("Production", chips.subList(0, 1));
        entry("ClaimDevices")
                .body("items[0].before", nullValue())
                .body("items[0].after.devices", equalTo(Map.of(first, PRODUCTION)));

        fleet.claim("Field Test", chips);
        entry("ClaimDevices")
                .body("items[0].before.devices", equalTo(Map.of(first, PRODUCTION)))
                .body("items[0].after.devices", equalTo(Map.of(first, FIELD_TEST, second, FIELD_TEST)));

        fleet.owner()
                .post(fleet.path("devices/unclaim"), Map.of("deviceIds", List.of(first), "reason", "Scrapped"))
                .statusCode(200);
        entry("UnclaimDevices")
                .body("items[0].before.devices", equalTo(Map.of(first, FIELD_TEST)))
                .body("items[0].after", nullValue());
    }

    /** Up to 20 devices are listed. */
    @Test
    void many_moved_devices_are_recorded_as_counts() {
        List<DeviceId> chips = fleet.endorsedChips(25);
        fleet.claim("Production", chips.subList(0, 21));
        entry("ClaimDevices").body("items[0].after.devicesIn", equalTo(Map.of(PRODUCTION, 21)));

        fleet.claim("Field Test", chips);

        entry("ClaimDevices")
                .body("items[0].before.devicesIn", equalTo(Map.of(PRODUCTION, 21)))
                .body("items[0].after.devicesIn", equalTo(Map.of(FIELD_TEST, 25)));
    }

    @Test
    void a_transfer_is_recorded_in_both_catalogs() {
        Fleet other = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(1);
        String chip = chips.getFirst().text();
        fleet.claim("Production", chips);
        String transfer = fleet.owner()
                .post(
                        fleet.path("transfers"),
                        Map.of("to", other.catalog(), "deviceIds", List.of(chip), "note", "Sold"))
                .statusCode(201)
                .extract()
                .path("transfer.id");
        entry("OfferTransfer")
                .body("items[0].before", nullValue())
                .body("items[0].after", equalTo(Map.of("state", "OPEN")));

        other.owner()
                .post(
                        other.path("transfers/" + transfer + "/accept"),
                        Map.of("product", "Thermostat", "group", "Production"))
                .statusCode(200);

        entry("AcceptTransfer")
                .body("items[0].before", equalTo(Map.of("state", "OPEN")))
                .body("items[0].after", equalTo(Map.of("state", "ACCEPTED")));
        other.owner()
                .get(other.path("audit?filter=action:AcceptTransfer"))
                .body("items[0].before.state", equalTo("OPEN"))
                .body("items[0].after.state", equalTo("ACCEPTED"))
                .body("items[0].before.devices", equalTo(Map.of(chip, "catalog " + fleet.catalog())))
                .body("items[0].after.devices", equalTo(Map.of(chip, PRODUCTION)));
    }

    @Test
    void creating_and_revoking_a_token_is_recorded() {
        String token = fleet.owner()
                .post(
                        fleet.path("tokens"),
                        Map.of(
                                "kind",
                                "SERVICE",
                                "name",
                                "robot",
                                "role",
                                "CONTRIBUTOR",
                                "days",
                                1,
                                "product",
                                "Thermostat",
                                "group",
                                "Field Test"))
                .statusCode(201)
                .extract()
                .path("token.id");
        entry("CreateToken")
                .body("items[0].before", nullValue())
                .body("items[0].after.token.role", equalTo("CONTRIBUTOR"))
                .body("items[0].after.token.scope", equalTo(FIELD_TEST));

        fleet.owner()
                .request()
                .delete(OperatorApi.BASE + fleet.path("tokens/" + token))
                .then()
                .statusCode(204);

        entry("RevokeToken")
                .body("items[0].before.token.role", equalTo("CONTRIBUTOR"))
                .body("items[0].after", nullValue());
    }

    @Test
    void an_uploaded_image_is_recorded_with_its_digest() {
        ImagePackage image = Packages.application(Packages.newComponent(), "blinky");
        Operator.in(fleet.catalog(), "publisher")
                .upload(fleet.path("images"), "application/octet-stream", image.bytes())
                .statusCode(201);

        String measured = fleet.owner().get(fleet.path("images")).extract().path("items[0].digest");
        entry("UploadImage")
                .body("items[0].before", nullValue())
                .body("items[0].after", hasEntry("name", "blinky"))
                .body("items[0].after", hasEntry("measured", measured))
                .body("items[0].after", hasEntry("tentative", false));
    }

    @Test
    void an_endorsement_list_is_recorded_with_its_catalog() {
        Operator.installationOwner()
                .upload(
                        "endorsements",
                        "application/jose",
                        SiliconManufacturer.endorseFor(fleet.catalog(), "MT3620AN", SiliconManufacturer.chips(3))
                                .getBytes(StandardCharsets.US_ASCII))
                .statusCode(200);

        Operator.installationOwner()
                .get("audit?filter=action:ImportEndorsements " + fleet.catalog())
                .body("items.before", contains(nullValue()))
                .body("items[0].after.added", equalTo(3))
                .body("items[0].after.catalog", equalTo(fleet.catalog()));
    }

    /** Returns the entries of an action, newest first. */
    private ValidatableResponse entry(String action) {
        return fleet.owner().get(fleet.path("audit?filter=action:" + action)).statusCode(200);
    }
}
