package dev.holdfast.backend.tenancy;

import dev.holdfast.backend.tenancy.authority.Subject;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Collection;
import java.util.List;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Claims of a verified access token.
 *
 * @param name user name; the subject if the token has none
 * @param displayName full name
 * @param subject account
 */
record TokenSubject(String name, String displayName, Subject subject) {
    /** Reads a token; {@code groupsClaim} is the name of the claim with the groups. */
    static TokenSubject of(SecurityIdentity identity, String groupsClaim) {
        if (identity.getPrincipal() instanceof JsonWebToken token) {
            String id = token.getSubject() == null ? "" : token.getSubject();
            String name = token.getName() == null ? id : token.getName();
            Object displayName = token.getClaim("name");
            return new TokenSubject(
                    name,
                    displayName == null ? name : displayName.toString(),
                    new Subject(token.getIssuer(), id, verifiedEmail(token), texts(token.getClaim(groupsClaim))));
        }
        throw new IllegalStateException("the identity does not come from an access token");
    }

    /** Returns the address only if the provider asserts, as a boolean, that it is verified. */
    private static @Nullable String verifiedEmail(JsonWebToken token) {
        Object verified = token.getClaim("email_verified");
        Object email = token.getClaim("email");
        boolean counts = Boolean.TRUE.equals(verified) || JsonValue.TRUE.equals(verified);
        return counts && email != null && token.getSubject() != null ? text(email) : null;
    }

    private static List<String> texts(@Nullable Object claim) {
        return claim instanceof Collection<?> values
                ? values.stream().map(TokenSubject::text).toList()
                : List.of();
    }

    private static String text(Object value) {
        return switch (value) {
            case JsonString string -> string.getString();
            case JsonValue other -> other.toString();
            default -> value.toString();
        };
    }
}
