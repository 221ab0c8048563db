package dev.holdfast.backend.installation;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** As much of an OpenID Connect provider as a resource server asks for: the discovery document and the signing keys. */
final class IdentityProvider implements AutoCloseable {
    private final HttpServer server;

    private IdentityProvider(HttpServer server) {
        this.server = server;
    }

    static IdentityProvider start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        IdentityProvider provider = new IdentityProvider(server);
        provider.serve(
                "/.well-known/openid-configuration",
                "{\"issuer\":\"%1$s\",\"jwks_uri\":\"%1$s/keys\"}".formatted(provider.issuer()));
        provider.serve("/keys", Tokens.publicKeys());
        server.start();
        Tokens.issuedBy(provider.issuer());
        return provider;
    }

    /** Returns the URL that the provider's tokens come from. */
    String issuer() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private void serve(String path, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        server.createContext(path, exchange -> {
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
