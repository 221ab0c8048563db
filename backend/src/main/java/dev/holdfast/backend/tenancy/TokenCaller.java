package dev.holdfast.backend.tenancy;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Collection;
import java.util.List;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Reads a {@link Caller} from a verified access token. */
final class TokenCaller {
    private TokenCaller() {}

    static Caller of(SecurityIdentity identity) {
        if (identity.getPrincipal() instanceof JsonWebToken token) {
            String name = token.getName();
            Object displayName = token.getClaim("name");
            return Caller.of(name, displayName == null ? name : displayName.toString(), groups(token));
        }
        throw new IllegalStateException("the identity does not come from an access token");
    }

    private static List<String> groups(JsonWebToken token) {
        Object claim = token.getClaim("groups");
        return claim instanceof Collection<?> values
                ? values.stream().map(TokenCaller::text).toList()
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
