package dev.holdfast.backend.platform;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.OperatorApi;
import io.restassured.RestAssured;
import java.util.List;
import java.util.Map;

/** Every operation about blocking and revoking, done once, as it should be done. */
final class RevocationOperations {
    private static final String CATALOG = OperatorApi.BASE + "catalogs/{catalog}";

    /** Gives a device two certificates. */
    static final String CERTIFICATES = """
            insert into issued_certificate (catalog_id, serial, device_id, usage, not_before, not_after)
            values ($1, decode('4101', 'hex'), $2, 'CUSTOMER', now(), now() + interval '1 day'),
                   ($1, decode('4102', 'hex'), $2, 'UPDATE', now(), now() + interval '1 day')""";

    private RevocationOperations() {}

    /** What relying parties ask. */
    static void askAll(Map<String, Integer> real) {
        for (String path : List.of("crl/", "ca/")) {
            real.put(
                    "GET " + OperatorApi.PKI + path + "{issuer}",
                    RestAssured.get(OperatorApi.PKI + path + "root").statusCode());
        }
        real.put(
                "POST " + OperatorApi.PKI + "ocsp/{issuer}",
                RestAssured.given()
                        .contentType("application/ocsp-request")
                        .body(new byte[] {1})
                        .post(OperatorApi.PKI + "ocsp/root")
                        .statusCode());
        real.put(
                "GET " + OperatorApi.PKI + "ocsp/{issuer}/{request}",
                RestAssured.get(OperatorApi.PKI + "ocsp/root/AAAA").statusCode());
    }

    /** What needs {@link #CERTIFICATES}. */
    static void doAllToCertificates(Fleet fleet, Operator owner, DeviceId device, Map<String, Integer> real) {
        String certificates = "devices/" + device.text() + "/certificates";
        Map<String, Object> why = Map.of("reason", "A try");
        real.put(
                "GET " + CATALOG + "/devices/{deviceId}/certificates",
                owner.get(fleet.path(certificates)).extract().statusCode());
        for (String act : List.of("revocation-impact", "revoke")) {
            real.put(
                    "POST " + CATALOG + "/device-certificates/{serial}/" + act,
                    owner.post(fleet.path("device-certificates/4101/" + act), why)
                            .extract()
                            .statusCode());
        }
        for (String act : List.of("revocation-impact", "revoke")) {
            real.put(
                    "POST " + CATALOG + "/devices/{deviceId}/certificates/" + act,
                    owner.post(fleet.path(certificates + "/" + act), why)
                            .extract()
                            .statusCode());
        }
        // The last: it takes all.
        String authority = owner.get(fleet.path("certificates")).extract().path("serialNumber");
        for (String act : List.of("retirement-impact", "retire")) {
            real.put(
                    "POST " + CATALOG + "/certificates/authorities/{serial}/" + act,
                    owner.post(fleet.path("certificates/authorities/" + authority + "/" + act), why)
                            .extract()
                            .statusCode());
        }
    }

    static void doAll(Fleet fleet, Operator owner, DeviceId device, Map<String, Integer> real) {
        askAll(real);
        capabilities(fleet, owner, device, real);
        groups(fleet, owner, real);
        Map<String, Object> wanted = Map.of("deviceIds", List.of(device.text()), "reason", "A try");
        for (String act : List.of("block-impact", "block", "unblock")) {
            real.put(
                    "POST " + CATALOG + "/devices/" + act,
                    owner.post(fleet.path("devices/" + act), wanted).extract().statusCode());
        }
    }

    private static void groups(Fleet fleet, Operator owner, Map<String, Integer> real) {
        Map<String, Object> settings = Map.of(
                "description",
                "",
                "osFeedType",
                "Retail",
                "updatePolicy",
                "UpdateAll",
                "allowCrashDumpsCollection",
                "Disabled",
                "regionalDataBoundary",
                "None");
        String product = CATALOG + "/products/{product}";
        real.put(
                "GET " + product,
                owner.get(fleet.path("products/Thermostat")).extract().statusCode());
        real.put("PUT " + product, put(fleet, owner, "products/Thermostat", Map.of("description", "A try")));
        real.put(
                "POST " + product + "/default-groups",
                owner.post(fleet.path("products/Thermostat/default-groups"), Map.of())
                        .extract()
                        .statusCode());
        real.put(
                "POST " + product + "/groups",
                owner.post(fleet.path("products/Thermostat/groups"), Map.of("name", "A try", "settings", settings))
                        .extract()
                        .statusCode());
        real.put(
                "GET " + product + "/groups/{group}",
                owner.get(fleet.path("products/Thermostat/groups/A try"))
                        .extract()
                        .statusCode());
        real.put("PUT " + product + "/groups/{group}", put(fleet, owner, "products/Thermostat/groups/A try", settings));
        deletions(fleet, owner, real, product);
    }

    private static void deletions(Fleet fleet, Operator owner, Map<String, Integer> real, String product) {
        owner.post(fleet.path("products"), Map.of("name", "A try", "description", ""))
                .statusCode(201);
        for (String impact : List.of("", "/groups/{group}")) {
            String path = "products/A try" + impact.replace("{group}", "Production");
            real.put(
                    "GET " + product + impact + "/deletion-impact",
                    owner.get(fleet.path(path + "/deletion-impact")).extract().statusCode());
        }
        for (String gone : List.of("/groups/{group}", "")) {
            String path = "products/A try" + gone.replace("{group}", "Production");
            real.put(
                    "DELETE " + product + gone,
                    owner.request().delete(OperatorApi.BASE + fleet.path(path)).statusCode());
        }
    }

    private static int put(Fleet fleet, Operator owner, String path, Map<String, Object> body) {
        return owner.request()
                .contentType("application/json")
                .body(body)
                .put(OperatorApi.BASE + fleet.path(path))
                .statusCode();
    }

    private static void capabilities(Fleet fleet, Operator owner, DeviceId device, Map<String, Integer> real) {
        String path = "devices/" + device.text() + "/capabilities";
        String operation = CATALOG + "/devices/{deviceId}/capabilities";
        var issued = owner.post(fleet.path(path), Map.of("capabilities", List.of(), "hours", 1, "reason", "A try"));
        real.put("POST " + operation, issued.extract().statusCode());
        real.put("GET " + operation, owner.get(fleet.path(path)).extract().statusCode());
        String file = path + "/" + issued.extract().path("id");
        real.put(
                "POST " + operation + "/{id}/file",
                owner.post(fleet.path(file + "/file"), Map.of()).extract().statusCode());
        real.put(
                "POST " + operation + "/{id}/revoke",
                owner.post(fleet.path(file + "/revoke"), Map.of("reason", "A try"))
                        .extract()
                        .statusCode());
    }
}
