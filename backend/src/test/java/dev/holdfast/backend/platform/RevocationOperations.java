package dev.holdfast.backend.platform;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.OperatorApi;
import java.util.List;
import java.util.Map;

/** Every operation about blocking and revoking, done once, as it should be done. */
final class RevocationOperations {
    private static final String CATALOG = OperatorApi.BASE + "catalogs/{catalog}";

    private RevocationOperations() {}

    static void doAll(Fleet fleet, Operator owner, DeviceId device, Map<String, Integer> real) {
        Map<String, Object> wanted = Map.of("deviceIds", List.of(device.text()), "reason", "A try");
        for (String act : List.of("block-impact", "block", "unblock")) {
            real.put(
                    "POST " + CATALOG + "/devices/" + act,
                    owner.post(fleet.path("devices/" + act), wanted).extract().statusCode());
        }
    }
}
