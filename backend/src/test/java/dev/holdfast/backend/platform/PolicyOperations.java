package dev.holdfast.backend.platform;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.contract.operator.OperatorApi;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;

/** Does everything with policies and approvals once, as it should be done, and notes the status of each. */
final class PolicyOperations {
    private static final String BASE = OperatorApi.BASE + "catalogs/{catalog}";
    private static final String POLICY = BASE + "/policies/{policy}";
    private static final Map<String, Object> BECAUSE = Map.of("comment", "A try");
    private static final String TEXT = "title: T\ndescription: D\nrules: []\n";

    private final Fleet fleet;
    private final Operator owner;
    private final Map<String, Integer> real;

    PolicyOperations(Fleet fleet, Operator owner, Map<String, Integer> real) {
        this.fleet = fleet;
        this.owner = owner;
        this.real = real;
    }

    void perform() {
        note("POST " + BASE + "/policies/check", post("policies/check", Map.of("policy", TEXT)));
        note(
                "POST " + POLICY + "/versions",
                post("policies/catalog/versions", Map.of("policy", TEXT, "comment", "A try")));
        ValidatableResponse replay = post("policies/catalog/versions/1/replays", Map.of());
        note("POST " + POLICY + "/versions/{version}/replays", replay);
        String id = replay.extract().path("id");
        while (owner.get(fleet.path("replays/" + id)).extract().path("state").equals("RUNNING")) {
            Thread.onSpinWait();
        }
        note("GET " + BASE + "/replays/{id}", owner.get(fleet.path("replays/" + id)));
        note("GET " + BASE + "/replays/{id}/changes", owner.get(fleet.path("replays/" + id + "/changes")));
        note("POST " + BASE + "/replays/{id}/cancel", post("replays/" + id + "/cancel", Map.of()));
        note(
                "POST " + POLICY + "/activations",
                post("policies/catalog/activations", Map.of("version", 1, "replay", id, "comment", "A try")));
        note("POST " + POLICY + "/rollback", post("policies/catalog/rollback", BECAUSE));
        note("GET " + BASE + "/policies", owner.get(fleet.path("policies")));
        note("GET " + POLICY, owner.get(fleet.path("policies/catalog")));
        for (String path : new String[] {"/versions", "/activations", "/replays"}) {
            note("GET " + POLICY + path, owner.get(fleet.path("policies/catalog" + path)));
        }
        note("GET " + POLICY + "/versions/{version}", owner.get(fleet.path("policies/catalog/versions/1")));
        approvals();
    }

    private void approvals() {
        rules(true);
        note("GET " + BASE + "/approvals", owner.get(fleet.path("approvals")));
        note("GET " + BASE + "/approvals/rules", owner.get(fleet.path("approvals/rules")));
        Operator second = Operator.in(fleet.catalog(), "publisher");
        for (String decision : new String[] {"withdraw", "reject", "approve"}) {
            ValidatableResponse asked = rules(false);
            String waiting = "approvals/" + asked.extract().path("approval.id");
            note("GET " + BASE + "/approvals/{id}", owner.get(fleet.path(waiting)));
            String path = waiting + "/" + decision;
            Operator who = decision.equals("withdraw") ? owner : second;
            note("POST " + BASE + "/approvals/{id}/" + decision, who.post(fleet.path(path), BECAUSE));
        }
    }

    private ValidatableResponse rules(boolean activatePolicy) {
        ValidatableResponse answer = owner.request()
                .contentType(ContentType.JSON)
                .body(Map.of("acts", activatePolicy ? List.of("ACTIVATE_POLICY") : List.of(), "comment", "For a test."))
                .put(OperatorApi.BASE + fleet.path("approvals/rules"))
                .then();
        note("PUT " + BASE + "/approvals/rules", answer);
        return answer;
    }

    private ValidatableResponse post(String path, Map<String, Object> body) {
        return owner.post(fleet.path(path), body);
    }

    private void note(String operation, ValidatableResponse answer) {
        real.put(operation, answer.extract().statusCode());
    }
}
