package dev.holdfast.backend.fleet;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.SiliconManufacturer;
import dev.holdfast.contract.id.DeviceId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Claims by the CSV file of Azure Sphere's manufacturing tools. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ClaimFileTest {
    private static final String HEADER = "DeviceId,ProductName,DeviceGroupName\r\n";

    @Test
    void a_csv_file_of_any_spreadsheet_claims_into_several_groups() {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(4);

        claim(
                        fleet,
                        "\uFEFF" + HEADER
                                + chips.get(0) + ",Thermostat,Production\r\n"
                                + "\r\n"
                                + "\"" + chips.get(1).text().toUpperCase(java.util.Locale.ROOT)
                                + "\",\"thermostat\",\"Field Test\"\r\n")
                .statusCode(200)
                .body("claimed", equalTo(2));
        claim(fleet, "DeviceId;ProductName;DeviceGroupName\n" + chips.get(2) + ";Thermostat;Production\n")
                .statusCode(200)
                .body("claimed", equalTo(1));
        claim(fleet, HEADER + chips.get(2) + ",Thermostat,Development").body("moved", equalTo(1));

        fleet.owner().get(fleet.path("products/Thermostat/groups")).body("items.devices", contains(1, 1, 0, 1, 0));
        fleet.owner()
                .get(fleet.path("audit?filter=ClaimDevices"))
                .body(
                        "items.subject",
                        contains("Thermostat / Development", "Thermostat / Production", "2 device groups"));
    }

    @Test
    void refused_devices_are_listed_with_line_and_reason_and_others_are_claimed() {
        Fleet fleet = Fleet.create();
        DeviceId ours = fleet.endorsedChips(1).getFirst();
        DeviceId unknown = SiliconManufacturer.chips(1).getFirst();

        claim(fleet, HEADER + "\n" + unknown + ",Thermostat,Production\n" + ours + ",Thermostat,Production\n")
                .statusCode(200)
                .body("claimed", equalTo(1))
                .body("refused.line", contains(3))
                .body("refused.deviceId", contains(unknown.text()))
                .body("refused.reason", contains(containsString("could not be found")));
    }

    @Test
    void a_file_with_bad_lines_is_refused_with_an_error_for_each() {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(3);

        claim(
                        fleet,
                        HEADER
                                + chips.get(0) + ",Thermostat,Production\n"
                                + "abc,Thermostat,Production\n"
                                + chips.get(0) + ",Thermostat,Field Test\n"
                                + chips.get(1) + ",Thermostat\n"
                                + chips.get(1) + ",,Production\n"
                                + chips.get(1) + ",Thermostat,Production,***\n")
                .statusCode(422)
                .body("errors.field", contains("line 3", "line 4", "line 5", "line 6", "line 7"))
                .body("errors[0].message", containsString("128 hex digits"))
                .body("errors[1].message", containsString("of line 2"))
                .body("errors[4].message", containsString("base64"));
        claim(
                        fleet,
                        HEADER + chips.get(0) + ",Thermostat,Production\n" + chips.get(1) + ",=1+1,Production\n"
                                + chips.get(2) + ",Thermostat,Nowhere\n")
                .statusCode(422)
                .body("errors.field", contains("line 3", "line 4"))
                .body("errors[0].message", containsString("'=1+1 / Production', which does not exist"));
        fleet.owner().get(fleet.path("devices")).body("total", equalTo(0));
    }

    @Test
    void a_file_without_header_devices_or_closing_quote_is_refused() {
        Fleet fleet = Fleet.create();
        DeviceId chip = SiliconManufacturer.chips(1).getFirst();

        claim(fleet, chip + ",Thermostat,Production\n")
                .statusCode(422)
                .body("detail", containsString("DeviceId,ProductName,DeviceGroupName"));
        claim(fleet, HEADER).statusCode(422).body("detail", containsString("no device"));
        claim(fleet, HEADER + "\"" + chip + ",Thermostat,Production\n")
                .statusCode(422)
                .body("detail", containsString("quotation mark"));
        fleet.owner()
                .upload(fleet.path("devices/claim"), "text/csv", new byte[0])
                .statusCode(422);
    }

    @Test
    void an_error_in_the_file_format_names_the_line_and_the_remedy() {
        Fleet fleet = Fleet.create();
        String file = HEADER + fleet.endorsedChips(1).getFirst() + ",Thermostat,Production\r\n";

        for (byte[] other : List.of(
                file.getBytes(StandardCharsets.UTF_16),
                file.getBytes(StandardCharsets.UTF_16LE),
                file.replace("DeviceId", "Device\0Id").getBytes(StandardCharsets.UTF_8))) {
            fleet.owner()
                    .upload(fleet.path("devices/claim"), "text/csv", other)
                    .statusCode(422)
                    .body("errors.field", contains("line 1"))
                    .body("detail", containsString("CSV UTF-8"));
        }
        claim(fleet, file + "\"abc,Thermostat,Production\r\n")
                .statusCode(422)
                .body("errors.field", contains("line 3"))
                .body("detail", containsString("not closed"));
        claim(fleet, file).statusCode(200).body("claimed", equalTo(1));
    }

    private static ValidatableResponse claim(Fleet fleet, String csv) {
        return fleet.owner().upload(fleet.path("devices/claim"), "text/csv", csv.getBytes(StandardCharsets.UTF_8));
    }
}
