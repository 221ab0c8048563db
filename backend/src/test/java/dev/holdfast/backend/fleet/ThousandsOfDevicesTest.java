package dev.holdfast.backend.fleet;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.contract.id.DeviceId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Acts on thousands of devices at once; what is not in proportion to them runs into the end of a statement. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ThousandsOfDevicesTest {
    private static final int MANY = 10_000;

    @Test
    void ten_thousand_devices_move_to_another_group_and_lose_their_endorsement_and_get_it_back() {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(MANY);
        fleet.claim("Production", chips).body("claimed", equalTo(MANY)).body("refused", empty());

        // The plans that connections keep are those for few devices.
        for (int i = 0; i < 6; i++) {
            fleet.claim(i % 2 == 0 ? "Field Test" : "Production", chips.subList(0, 1));
        }
        fleet.claim("Field Test", chips).body("claimed", equalTo(0)).body("refused", empty());

        fleet.owner().get(fleet.path("products/Thermostat/groups")).body("devices", contains(0, MANY, 0, 0, 0));
        act("revoke", chips);
        fleet.owner().get(fleet.path("overview")).body("untrusted", equalTo(MANY));
        act("restore", chips);
        fleet.owner().get(fleet.path("overview")).body("untrusted", equalTo(0)).body("unknown", equalTo(MANY));
    }

    private static void act(String what, List<DeviceId> chips) {
        Operator.installationOwner()
                .post(
                        "endorsements/" + what,
                        Map.of("deviceIds", chips.stream().map(DeviceId::text).toList(), "reason", "A test."))
                .statusCode(200)
                .body("chips", equalTo(MANY))
                .body("devices", equalTo(MANY));
    }
}
