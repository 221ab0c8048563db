package dev.holdfast.backend.tenancy.member;

import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.Tokens;
import dev.holdfast.contract.operator.OperatorApi;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Assigns and removes roles in a catalog.
 *
 * @param catalog name of the catalog
 */
record RoleAssignments(String catalog) {
    /** Returns a person without roles. */
    static Operator newcomer() {
        return new Operator(Tokens.of("n-" + UUID.randomUUID()));
    }

    /** Returns the subject in the token. {@link Tokens} derives it from the person's name. */
    static String subject(Operator operator) {
        String payload =
                new String(Base64.getUrlDecoder().decode(operator.token().split("\\.", -1)[1]), StandardCharsets.UTF_8);
        return JsonPath.from(payload).getString("sub");
    }

    /** Assigns a role in the whole catalog. */
    ValidatableResponse assignRole(Operator by, String kind, Operator to, String role) {
        return by.post("catalogs/" + catalog + "/members", member(kind, subject(to), role, null, null));
    }

    /** Assigns a role in a product, or in one of its groups if {@code group} is not null. */
    ValidatableResponse giveIn(Operator by, Operator to, String role, String product, @Nullable String group) {
        return by.post("catalogs/" + catalog + "/members", member("SUBJECT", subject(to), role, product, group));
    }

    /** Changes the role of an assignment. */
    ValidatableResponse change(Operator by, String id, String role) {
        return by.request()
                .contentType(ContentType.JSON)
                .body(Map.of("role", role))
                .put(OperatorApi.BASE + "catalogs/" + catalog + "/members/" + id)
                .then();
    }

    ValidatableResponse remove(Operator by, String id) {
        return by.request()
                .delete(OperatorApi.BASE + "catalogs/" + catalog + "/members/" + id)
                .then();
    }

    /** Changes a device group's connection settings, which only an owner of the group may do. */
    ValidatableResponse setConnection(Operator by, String product, String group) {
        return by.request()
                .contentType(ContentType.JSON)
                .body(Map.of("requiresPostQuantum", false, "reason", "A test"))
                .put(OperatorApi.BASE + "catalogs/" + catalog + "/products/" + product + "/groups/" + group
                        + "/connection")
                .then();
    }

    /** Returns the body of a request that creates a product. */
    static Map<String, String> product(String name) {
        return Map.of("name", name, "description", "");
    }

    /** Returns the body of a role assignment. {@code kind} is SUBJECT, EMAIL or GROUP. Product and group are null for the whole catalog. */
    static Map<String, Object> member(
            String kind, String grantee, String role, @Nullable String product, @Nullable String group) {
        Map<String, Object> body =
                new HashMap<>(Map.of("kind", kind, "grantee", grantee, "name", "Somebody", "role", role));
        body.put("product", product);
        body.put("group", group);
        return body;
    }
}
