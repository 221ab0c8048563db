package dev.holdfast.backend.installation;

import io.restassured.RestAssured;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Access tokens of the installation's identity provider. */
public final class Tokens {
    private static final RsaJsonWebKey KEYS = jwk(SharedKeys.rsa("identity-provider"), "the-key");
    private static final RsaJsonWebKey NEXT = jwk(SharedKeys.rsa("identity-provider-next"), "the-next-key");
    private static final String ROTATED = "holdfast.test.rotated";
    private static final String ISSUER = "holdfast.test.issuer";
    private static final float LIFETIME_MINUTES = 10;

    private Tokens() {}

    /** Returns the provider's key set. */
    static String publicKeys() {
        return new JsonWebKeySet(Boolean.getBoolean(ROTATED) ? List.of(NEXT, KEYS) : List.of(KEYS))
                .toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }

    /** Sets the issuer: a system property, because Quarkus loads this class twice, for the resource and for the tests. */
    static void issuedBy(String issuer) {
        System.setProperty(ISSUER, issuer);
    }

    /** Returns the issuer. */
    public static String issuer() {
        return System.getProperty(ISSUER, "");
    }

    /** Returns a token of the user {@code name} in the given groups. */
    public static String of(String name, String... groups) {
        return sign(claims(name, groups));
    }

    /** Returns the claims of a valid token, for tests to change. The subject is {@code id-of-} and the name. */
    public static JwtClaims claims(String name, String... groups) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(System.getProperty(ISSUER));
        claims.setAudience(List.of("holdfast-api", "account"));
        claims.setSubject("id-of-" + name);
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(LIFETIME_MINUTES);
        claims.setStringClaim("preferred_username", name);
        claims.setStringClaim("name", "Full Name of " + name);
        claims.setStringListClaim("groups", Arrays.asList(groups));
        return claims;
    }

    /** Returns how often the backend asked the provider about a token. */
    public static int introspections() {
        return Integer.parseInt(RestAssured.get(System.getProperty(ISSUER) + IdentityProvider.INTROSPECTIONS)
                .asString());
    }

    /** Returns an unsigned token with the algorithm {@code none}. */
    public static String unsigned(JwtClaims claims) {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return base64.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + base64.encodeToString(claims.toJson().getBytes(StandardCharsets.UTF_8)) + ".";
    }

    /** Signs claims with the identity provider's key. */
    public static String sign(JwtClaims claims) {
        return sign(claims, KEYS, null);
    }

    /** Signs claims with the identity provider's key; the header has the given {@code typ}. */
    public static String sign(JwtClaims claims, String type) {
        return sign(claims, KEYS, type);
    }

    /** Signs claims with the next key, which the provider publishes in {@link #rotateKeys}. */
    public static String signWithNext(JwtClaims claims) {
        return sign(claims, NEXT, null);
    }

    /** Publishes the provider's next key beside the current one. */
    public static void rotateKeys() {
        System.setProperty(ROTATED, "true");
    }

    /** Signs claims with an unknown key under the ID of the identity provider's key. */
    public static String forge(JwtClaims claims) {
        return sign(claims, jwk(SharedKeys.rsa("nobodys"), "the-key"), null);
    }

    private static String sign(JwtClaims claims, RsaJsonWebKey key, @Nullable String type) {
        JsonWebSignature token = new JsonWebSignature();
        token.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        token.setKeyIdHeaderValue(key.getKeyId());
        if (type != null) {
            token.setHeader("typ", type);
        }
        token.setPayload(claims.toJson());
        token.setKey(key.getPrivateKey());
        try {
            return token.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RsaJsonWebKey jwk(KeyPair pair, String id) {
        RsaJsonWebKey key = new RsaJsonWebKey((RSAPublicKey) pair.getPublic());
        key.setPrivateKey(pair.getPrivate());
        key.setKeyId(id);
        return key;
    }
}
