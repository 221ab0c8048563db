package dev.holdfast.backend.installation;

import static io.restassured.RestAssured.given;

import dev.holdfast.contract.operator.OperatorApi;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.Locale;
import java.util.UUID;

/**
 * A caller of the operator API.
 *
 * @param token the access token
 */
public record Operator(String token) {
    /** Returns an owner of the installation. */
    public static Operator installationOwner() {
        return new Operator(Tokens.of("admin", "/installation/owner"));
    }

    /**
     * Returns a person with one role in one catalog, such as {@code reader}, by a group of the identity provider. The user name is, for
     * example, {@code reader-of-CATALOG}.
     */
    public static Operator in(String catalog, String role) {
        return new Operator(Tokens.of(role + "-of-" + catalog, "/catalogs/" + catalog + "/" + role));
    }

    /** Returns a person without groups of the identity provider. The subject is {@code id-of-} and the name. */
    public static Operator named(String name) {
        return new Operator(Tokens.of(name));
    }

    /** Creates a catalog for one test; returns its name. */
    public static String newCatalog() {
        String name = "c" + UUID.randomUUID().toString().replace("-", "").toLowerCase(Locale.ROOT);
        installationOwner()
                .post("catalogs", "{\"name\":\"" + name + "\",\"displayName\":\"Catalog " + name + "\"}")
                .statusCode(201);
        return name;
    }

    /** Returns a request with the token, whose response must match the OpenAPI document. */
    public RequestSpecification request() {
        return given().filter(DocumentedResponses.read()).header("Authorization", authorization());
    }

    /** Returns the header that carries the token. */
    public String authorization() {
        return "Bearer " + token;
    }

    /** Sends a GET request. */
    public ValidatableResponse get(String path) {
        return request().get(OperatorApi.BASE + path).then();
    }

    /** Sends a POST request with JSON. A string is sent unchanged. */
    public ValidatableResponse post(String path, Object body) {
        return request()
                .contentType(ContentType.JSON)
                .body(body)
                .post(OperatorApi.BASE + path)
                .then();
    }

    /** Sends a POST request with bytes. */
    public ValidatableResponse upload(String path, String mediaType, byte[] body) {
        return request()
                .contentType(mediaType)
                .body(body)
                .post(OperatorApi.BASE + path)
                .then();
    }
}
