package dev.holdfast.backend.platform;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.contract.operator.OperatorApi;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import java.util.UUID;

/** Everything about members, done once as it should be. */
final class MemberOperations {
    private MemberOperations() {}

    static void doAll(Fleet fleet, Operator owner, Map<String, Integer> real) {
        members(owner, OperatorApi.BASE, "", real);
        tokens(owner, OperatorApi.BASE, "", real);
        tokens(owner, OperatorApi.BASE + "catalogs/{catalog}/", fleet.path(""), real);
        members(owner, OperatorApi.BASE + "catalogs/{catalog}/", fleet.path(""), real);
        people(owner, OperatorApi.BASE, "", real);
        people(owner, OperatorApi.BASE + "catalogs/{catalog}/", fleet.path(""), real);
    }

    private static void people(Operator owner, String documented, String path, Map<String, Integer> real) {
        String people = documented + "people";
        String name = "u" + UUID.randomUUID();
        real.put(
                "POST " + people,
                status(owner.post(
                        path + "people",
                        Map.of(
                                "userName",
                                name,
                                "email",
                                name + "@example.org",
                                "firstName",
                                "Ina",
                                "lastName",
                                "Invited"))));
        real.put("GET " + people, status(owner.get(path + "people?text=invited")));
    }

    private static void members(Operator owner, String documented, String path, Map<String, Integer> real) {
        String members = documented + "members";
        ValidatableResponse given = owner.post(
                path + "members", Map.of("kind", "SUBJECT", "grantee", "some", "name", "Some", "role", "READER"));
        String id = given.extract().path("id");
        real.put("POST " + members, status(given));
        real.put("GET " + members, status(owner.get(path + "members")));
        real.put("GET " + members + "/{id}", status(owner.get(path + "members/" + id)));
        real.put(
                "PUT " + members + "/{id}",
                status(owner.request()
                        .contentType("application/json")
                        .body(Map.of("role", "APPROVER"))
                        .put(OperatorApi.BASE + path + "members/" + id)
                        .then()));
        real.put(
                "DELETE " + members + "/{id}",
                status(owner.request()
                        .delete(OperatorApi.BASE + path + "members/" + id)
                        .then()));
    }

    private static void tokens(Operator owner, String documented, String path, Map<String, Integer> real) {
        String tokens = documented + "tokens";
        String name = "t" + UUID.randomUUID();
        ValidatableResponse made =
                owner.post(path + "tokens", Map.of("kind", "SERVICE", "name", name, "role", "READER", "days", 1));
        real.put("POST " + tokens, status(made));
        real.put("GET " + tokens, status(owner.get(path + "tokens")));
        real.put(
                "DELETE " + tokens + "/{id}",
                status(owner.request()
                        .delete(OperatorApi.BASE + path + "tokens/"
                                + made.extract().path("token.id"))
                        .then()));
    }

    private static int status(ValidatableResponse response) {
        return response.extract().statusCode();
    }
}
