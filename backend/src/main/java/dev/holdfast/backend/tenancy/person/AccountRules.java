package dev.holdfast.backend.tenancy.person;

import dev.holdfast.backend.platform.problem.ProblemException;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.stream.Stream;

/** What Keycloak's rules for accounts do not take, in words. */
final class AccountRules {
    private AccountRules() {}

    /**
     * Reads Keycloak's answer: {@code field} and {@code errorMessage} of a user profile's rule, perhaps several in {@code errors};
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
                .orElse("it does not say why");
        String field = first.getString("field");
        return field == null
                ? ProblemException.conflict("The identity provider does not make such an account: "
                        + reason.replaceFirst("\\.$", "") + ". Have the account made there.")
                : ProblemException.invalid(field.equals("username") ? "userName" : field, rule(reason));
    }

    private static JsonObject read(String answer) {
        try {
            return new JsonObject(answer);
        } catch (DecodeException somethingElse) {
            return new JsonObject();
        }
    }

    /** Keycloak names its rules; what is not among the usual ones is told as it is. */
    private static String rule(String name) {
        return switch (name) {
            case "error-invalid-email" -> "is an e-mail address";
            case "error-person-name-invalid-character" -> "has no character that is in no name, such as < or &";
            case "error-username-invalid-character" -> "has small letters, digits and . _ @ -";
            case "error-invalid-length", "error-invalid-length-too-long", "error-invalid-length-too-short" ->
                "is as long as the identity provider wants it";
            default -> "is refused by the identity provider: " + name;
        };
    }
}
