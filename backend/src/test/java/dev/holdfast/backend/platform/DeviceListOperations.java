package dev.holdfast.backend.platform;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.contract.operator.OperatorApi;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Everything around the list of devices, done once. */
final class DeviceListOperations {
    private static final String CATALOG = OperatorApi.BASE + "catalogs/{catalog}";

    private final Fleet fleet;
    private final Operator owner;
    private final Map<String, Integer> real;

    private DeviceListOperations(Fleet fleet, Operator owner, Map<String, Integer> real) {
        this.fleet = fleet;
        this.owner = owner;
        this.real = real;
    }

    static void doAll(Fleet fleet, Operator owner, Map<String, Integer> real) {
        DeviceListOperations all = new DeviceListOperations(fleet, owner, real);
        all.jobs();
        all.views();
        for (String form : List.of("csv", "ndjson")) {
            all.note("GET", "/exports/{list}." + form, owner.get(fleet.path("exports/devices." + form)));
            real.put(
                    "GET " + OperatorApi.BASE + "exports/audit." + form,
                    owner.get("exports/audit." + form).extract().statusCode());
        }
        all.note("GET", "/devices/facets", owner.get(fleet.path("devices/facets")));
    }

    /** About a device that is not there, so that nothing else here meets what a job does. */
    private void jobs() {
        Map<String, Object> which = Map.of("deviceIds", List.of("0".repeat(128)));
        Map<String, Object> group = Map.of("product", "Thermostat", "group", "Production");
        post("move", which, group);
        post("block", which, Map.of("reason", "A try"));
        post("unblock", which, Map.of("reason", "A try"));
        String id = post("tag", which, Map.of("add", List.of("lab"))).extract().path("id");
        note("POST", "/device-jobs/{id}/cancel", owner.post(fleet.path("device-jobs/" + id + "/cancel"), ""));
        Map<String, Object> claim = new HashMap<>(group);
        claim.putAll(which);
        note("POST", "/device-jobs/claim", owner.post(fleet.path("device-jobs/claim"), claim));
        note("POST", "/device-jobs/preview", owner.post(fleet.path("device-jobs/preview"), which));
        note("GET", "/device-jobs", owner.get(fleet.path("device-jobs")));
        note("GET", "/device-jobs/{id}", owner.get(fleet.path("device-jobs/" + id)));
        note("GET", "/device-jobs/{id}/refusals", owner.get(fleet.path("device-jobs/" + id + "/refusals")));
        note("GET", "/device-jobs/{id}/refusals.csv", owner.get(fleet.path("device-jobs/" + id + "/refusals.csv")));
    }

    private ValidatableResponse post(String act, Map<String, Object> which, Map<String, ?> more) {
        Map<String, Object> body = new HashMap<>(more);
        body.put("devices", which);
        ValidatableResponse answer = owner.post(fleet.path("device-jobs/" + act), body);
        note("POST", "/device-jobs/" + act, answer);
        return answer;
    }

    private void views() {
        Map<String, Object> view = Map.of("name", "All", "filter", "", "shared", true);
        ValidatableResponse kept = owner.post(fleet.path("device-views"), view);
        String path = fleet.path("device-views/" + kept.extract().path("id"));
        note("POST", "/device-views", kept);
        note("GET", "/device-views", owner.get(fleet.path("device-views")));
        note("GET", "/device-views/{id}", owner.get(path));
        note(
                "PUT",
                "/device-views/{id}",
                owner.request()
                        .contentType("application/json")
                        .body(view)
                        .put(OperatorApi.BASE + path)
                        .then());
        note(
                "DELETE",
                "/device-views/{id}",
                owner.request().delete(OperatorApi.BASE + path).then());
    }

    private void note(String method, String path, ValidatableResponse answer) {
        real.put(method + " " + CATALOG + path, answer.extract().statusCode());
    }
}
