package dev.holdfast.backend.tenancy;

import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Accepts access tokens only. The provider signs other tokens, such as ID tokens, with the same key. They have the right issuer and
 * audience if the API's audience is also the ID of a client.
 */
final class AccessTokens {
    private static final Set<String> HEADER_TYPES = Set.of("", "jwt", "at+jwt", "application/at+jwt");
    /** Claims that OpenID Connect defines for ID and logout tokens; Keycloak's access tokens may have them, too. */
    private static final Set<String> OF_OTHERS = Set.of("nonce", "at_hash", "c_hash", "s_hash", "events");

    private AccessTokens() {}

    /** Fails with 401 when a verified token is not an access token. */
    static void require(SecurityIdentity identity) {
        if (identity.getPrincipal() instanceof JsonWebToken token
                && !isAccess(headerType(token.getRawToken()), token.getClaim("typ") != null, token.getClaimNames())) {
            throw new UnauthorizedException();
        }
    }

    /** The claim {@code typ} itself is checked by {@code quarkus.oidc.token.token-type}. */
    private static boolean isAccess(String headerType, boolean hasType, Set<String> claims) {
        return HEADER_TYPES.contains(headerType)
                && (headerType.contains("at+") || hasType || claims.stream().noneMatch(OF_OTHERS::contains));
    }

    private static String headerType(String token) {
        byte[] header = Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')));
        return new JsonObject(new String(header, StandardCharsets.UTF_8))
                .getString("typ", "")
                .toLowerCase(Locale.ROOT);
    }
}
