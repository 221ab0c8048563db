package dev.holdfast.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The console accepts logout tokens only from its sign-in provider (OpenID Connect Back-Channel Logout 1.0, section 2.6). The fake
 * provider has only a discovery document and a key. Its server also plays a second console, to which the console forwards logout tokens.
 */
@SuppressWarnings("NullAway.Init") // set before all tests
class BackChannelLogoutIT {
    /** Key ID of the provider's key, and of the keys of forged tokens. */
    private static final String KEY = "the-key";

    /** The event that a logout token names in its claim {@code events}. */
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    private static HttpServer provider;
    private static String issuer;
    private static RsaJsonWebKey key;
    private static RunningConsole console;

    /** The requests that the second console received: the header {@code Via} and the body. */
    private static final BlockingQueue<String> forwarded = new LinkedBlockingQueue<>();

    @BeforeAll
    static void start() throws IOException, InterruptedException, JoseException {
        key = newKey();
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer = "http://localhost:" + provider.getAddress().getPort() + "/realms/holdfast";
        answer("/realms/holdfast/.well-known/openid-configuration", """
                {"issuer":"%1$s","jwks_uri":"%1$s/keys","authorization_endpoint":"%1$s/auth","token_endpoint":"%1$s/token",
                "end_session_endpoint":"%1$s/logout"}""".formatted(issuer));
        answer("/realms/holdfast/keys", new JsonWebKeySet(key).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
        provider.createContext("/back-channel-logout", exchange -> {
            forwarded.add(exchange.getRequestHeaders().getFirst("Via") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        provider.start();
        console = RunningConsole.start(
                BrowserTest.jar(),
                "console-logout-it.log",
                Map.of(
                        "HOLDFAST_CONSOLE_REPLICAS",
                        "http://localhost:" + provider.getAddress().getPort(),
                        "HOLDFAST_OIDC_URL",
                        issuer,
                        "HOLDFAST_CONSOLE_CLIENT_SECRET",
                        "of-the-console",
                        "HOLDFAST_CONSOLE_TOKEN_SECRET",
                        "0123456789abcdef0123456789abcdef"));
    }

    @AfterAll
    static void stop() {
        console.close();
        provider.stop(0);
    }

    /** Lets the provider serve a JSON document at a path. */
    private static void answer(String path, String json) {
        provider.createContext(path, exchange -> {
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private static RsaJsonWebKey newKey() throws JoseException {
        RsaJsonWebKey made = RsaJwkGenerator.generateJwk(2048);
        made.setKeyId(KEY);
        return made;
    }

    @Test
    void a_logout_token_for_this_console_is_accepted() throws Exception {
        assertThat(send(sign(claims(), key))).isEqualTo(200);

        // The other test must not get this token.
        assertThat(forwarded.poll(1, TimeUnit.MINUTES)).isNotNull();
    }

    @Test
    void only_verified_logout_tokens_are_forwarded_once() throws Exception {
        forwarded.clear();
        assertThat(send(sign(claims(), newKey()))).isEqualTo(400);
        // This Via header means that another console has already forwarded the token.
        String passedOn = sign(claims(), key);
        assertThat(send(passedOn, "1.1 holdfast-console")).isEqualTo(200);

        String word = sign(claims(), key);
        assertThat(send(word, "1.1 a-proxy")).isEqualTo(200);

        assertThat(forwarded.poll(1, TimeUnit.MINUTES)).isEqualTo("1.1 holdfast-console logout_token=" + word);
        assertThat(forwarded).isEmpty();
    }

    @Test
    void a_logout_token_of_another_issuer_or_for_another_client_is_refused() throws Exception {
        JwtClaims ofAnotherRealm = claims();
        ofAnotherRealm.setIssuer(issuer.replaceFirst("[^/]+$", "master"));
        assertThat(send(sign(ofAnotherRealm, key))).isEqualTo(400);
        for (String client : new String[] {"holdfast-api", "account", "HOLDFAST-CONSOLE"}) {
            JwtClaims forAnother = claims();
            forAnother.setAudience(client);
            assertThat(send(sign(forAnother, key))).as(client).isEqualTo(400);
        }
    }

    @Test
    void a_forged_stale_or_other_token_is_refused() throws Exception {
        assertThat(send(sign(claims(), newKey()))).isEqualTo(400);
        JwtClaims stale = claims();
        stale.setExpirationTimeMinutesInTheFuture(-60);
        assertThat(send(sign(stale, key))).isEqualTo(400);
        // Without the claim events, the token could be an ID token.
        JwtClaims identity = claims();
        identity.unsetClaim("events");
        assertThat(send(sign(identity, key))).isEqualTo(400);
        // A logout token must not have a nonce.
        JwtClaims answered = claims();
        answered.setStringClaim("nonce", "a-nonce");
        assertThat(send(sign(answered, key))).isEqualTo(400);
        assertThat(send("no token")).isEqualTo(400);
    }

    /** Returns the claims of a valid logout token for this console. */
    private static JwtClaims claims() {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(issuer);
        claims.setAudience("holdfast-console");
        claims.setSubject("olivia");
        claims.setStringClaim("sid", "a-session");
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(2);
        claims.setGeneratedJwtId();
        claims.setClaim("events", Map.of(EVENT, Map.of()));
        return claims;
    }

    private static String sign(JwtClaims claims, RsaJsonWebKey by) throws JoseException {
        JsonWebSignature token = new JsonWebSignature();
        token.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        token.setHeader("typ", "logout+jwt");
        token.setKeyIdHeaderValue(KEY);
        token.setPayload(claims.toJson());
        token.setKey(by.getPrivateKey());
        return token.getCompactSerialization();
    }

    private static int send(String token) throws IOException, InterruptedException {
        return send(token, "1.1 a-balancer");
    }

    /** Sends a logout token with a header {@code Via}. Returns the HTTP status. */
    private static int send(String token, String via) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(console.url() + "/back-channel-logout"))
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .header("Via", via)
                                    .POST(HttpRequest.BodyPublishers.ofString(
                                            "logout_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8)))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
