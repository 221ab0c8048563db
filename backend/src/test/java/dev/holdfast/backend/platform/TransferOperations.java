package dev.holdfast.backend.platform;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.OperatorApi;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;

/** Every operation with devices that change their owner, done once as it should be done. */
final class TransferOperations {
    private static final String CATALOG = OperatorApi.BASE + "catalogs/{catalog}";

    private TransferOperations() {}

    /** Does them, and notes the status of each. */
    static void doAll(Fleet seller, Fleet buyer, Map<String, Integer> real) {
        List<DeviceId> chips = seller.endorsedChips(3);
        seller.claim("Production", chips);
        Operator owner = Operator.installationOwner();
        Map<String, String> why = Map.of("reason", "A try");
        for (int i = 0; i < 2; i++) {
            Map<String, Object> offer = Map.of(
                    "to", buyer.catalog(), "deviceIds", List.of(chips.get(i).text()), "note", "Sold");
            ValidatableResponse made = owner.post(seller.path("transfers"), offer);
            real.put("POST " + CATALOG + "/transfers", status(made));
            String id = made.extract().path("transfer.id");
            real.put("GET " + CATALOG + "/transfers/{transferId}", status(owner.get(buyer.path("transfers/" + id))));
            String act = i == 0 ? "decline" : "accept";
            real.put(
                    "POST " + CATALOG + "/transfers/{transferId}/" + act,
                    status(owner.post(
                            buyer.path("transfers/" + id + "/" + act),
                            i == 0 ? why : Map.of("product", "Thermostat", "group", "Production"))));
        }
        Map<String, Object> last =
                Map.of("to", buyer.catalog(), "deviceIds", List.of(chips.get(2).text()), "note", "Sold");
        String id = owner.post(seller.path("transfers"), last).extract().path("transfer.id");
        real.put(
                "POST " + CATALOG + "/transfers/{transferId}/withdraw",
                status(owner.post(seller.path("transfers/" + id + "/withdraw"), why)));
        real.put(
                "POST " + CATALOG + "/devices/unclaim",
                status(owner.post(
                        seller.path("devices/unclaim"),
                        Map.of("deviceIds", List.of(chips.get(2).text()), "reason", "A try"))));
    }

    private static int status(ValidatableResponse answer) {
        return answer.extract().statusCode();
    }
}
