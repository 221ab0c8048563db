package dev.holdfast.backend.installation;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Fakes the part of Keycloak that the backend uses: discovery document, signing keys and a few {@link FakeUsers users}. */
final class IdentityProvider implements AutoCloseable {
    /** The path that returns the number of introspections. */
    static final String INTROSPECTIONS = "/introspections";

    /** The path of the only realm. */
    private static final String REALM = "/realms/holdfast";

    private final HttpServer server;

    private IdentityProvider(HttpServer server) {
        this.server = server;
    }

    static IdentityProvider start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        IdentityProvider provider = new IdentityProvider(server);
        FakeUsers.serve(server, REALM);
        provider.serve(
                "/.well-known/openid-configuration",
                "{\"issuer\":\"%1$s\",\"jwks_uri\":\"%1$s/keys\",\"introspection_endpoint\":\"%1$s/introspect\"}"
                        .formatted(provider.issuer()));
        provider.count("/introspect", INTROSPECTIONS);
        provider.answer("/keys", Tokens::publicKeys);
        server.start();
        Tokens.issuedBy(provider.issuer());
        return provider;
    }

    /** Returns the URL that the provider's tokens come from. */
    String issuer() {
        return "http://localhost:" + server.getAddress().getPort() + REALM;
    }

    /**
     * Counts introspections, requests whether a token is valid. The response is always "inactive". The path {@code counter} returns the
     * number.
     */
    private void count(String path, String counter) {
        AtomicInteger calls = new AtomicInteger();
        answer(path, () -> {
            calls.incrementAndGet();
            return "{\"active\":false}";
        });
        answer(counter, () -> Integer.toString(calls.get()));
    }

    private void serve(String path, String json) {
        answer(path, () -> json);
    }

    private void answer(String path, Supplier<String> json) {
        server.createContext(REALM + path, exchange -> {
            byte[] body = json.get().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
