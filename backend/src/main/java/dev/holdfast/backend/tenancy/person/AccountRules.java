package dev.holdfast.backend.tenancy.person;

import dev.holdfast.backend.platform.problem.ProblemException;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.stream.Stream;

/** Translates Keycloak's refusals of an account. */
final class AccountRules {
    private AccountRules() {}

    /**
     * Translates Keycloak's response: {@code field} and {@code errorMessage} of a user profile rule, possibly several in {@code errors};
     * {@code error} and {@code error_description} of its password policy.
     */
    static ProblemException refused(String answer) {
        JsonObject error = read(answer);
        JsonArray all = error.getJsonArray("errors", new JsonArray());
        JsonObject first = all.isEmpty() ? error : all.getJsonObject(0);
        String reason = Stream.of("errorMessage", "error_description", "error")
                .map(first::getString)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("it gives no reason");
        String field = first.getString("field");
        return field == null
                ? ProblemException.conflict("The identity provider refused the account: "
                        + reason.replaceFirst("\\.$", "") + ". Create the account there.")
                : ProblemException.invalid(field.equals("username") ? "userName" : field, rule(reason));
    }

    private static JsonObject read(String answer) {
        try {
            return new JsonObject(answer);
        } catch (DecodeException somethingElse) {
            return new JsonObject();
        }
    }

    /** Returns a message for Keycloak's name of a rule; other names are passed on. */
    private static String rule(String name) {
        return switch (name) {
            case "error-invalid-email" -> "must be an e-mail address";
            case "error-person-name-invalid-character" -> "must not contain characters such as < or &";
            case "error-username-invalid-character" -> "must contain only lower-case letters, digits and . _ @ -";
            case "error-invalid-length", "error-invalid-length-too-long", "error-invalid-length-too-short" ->
                "has a length that the identity provider refuses";
            default -> "is refused by the identity provider: " + name;
        };
    }
}
