package dev.holdfast.backend.installation;

import static io.restassured.RestAssured.given;

import dev.holdfast.contract.operator.OperatorApi;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.Locale;
import java.util.UUID;

/**
 * Someone who calls the operator API with a token.
 *
 * @param token the access token
 */
public record Operator(String token) {
    /** Returns an owner of the installation. */
    public static Operator installationOwner() {
        return new Operator(Tokens.of("admin", "/installation/owner"));
    }

    /** Returns someone with one role in one catalog. */
    public static Operator in(String catalog, String role) {
        return new Operator(Tokens.of(role + "-of-" + catalog, "/catalogs/" + catalog + "/" + role));
    }

    /** Returns somebody without any group. */
    public static Operator named(String name) {
        return new Operator(Tokens.of(name));
    }

    /** Creates a catalog of its own for a test, so that tests do not see each other; returns its name. */
    public static String newCatalog() {
        String name = "c" + UUID.randomUUID().toString().replace("-", "").toLowerCase(Locale.ROOT);
        installationOwner()
                .post("catalogs", "{\"name\":\"" + name + "\",\"displayName\":\"Catalog " + name + "\"}")
                .statusCode(201);
        return name;
    }

    /** Returns a request with the token. */
    public RequestSpecification request() {
        return given().header("Authorization", authorization());
    }

    /** Returns the header that carries the token. */
    public String authorization() {
        return "Bearer " + token;
    }

    /** Reads. */
    public ValidatableResponse get(String path) {
        return request().get(OperatorApi.BASE + path).then();
    }

    /** Sends JSON. */
    public ValidatableResponse post(String path, Object body) {
        return request()
                .contentType(ContentType.JSON)
                .body(body)
                .post(OperatorApi.BASE + path)
                .then();
    }

    /** Sends bytes. */
    public ValidatableResponse upload(String path, String mediaType, byte[] body) {
        return request()
                .contentType(mediaType)
                .body(body)
                .post(OperatorApi.BASE + path)
                .then();
    }
}
