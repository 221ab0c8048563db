package dev.holdfast.ui.signin;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Forwards the provider's logout tokens to the other consoles. The provider sends each token to one console, and every console keeps its own
 * list of ended sessions. Each console verifies the forwarded token, so nobody can end a session by posing as a console.
 */
@ApplicationScoped
public class LogoutForwarder {
    private static final Logger LOG = Logger.getLogger(LogoutForwarder.class);

    private static final String TOKEN = "logout_token";

    /** Marks forwarded tokens, which are not forwarded again (RFC 9110 §7.6.3). */
    private static final CharSequence VIA = HttpHeaders.createOptimized("via");

    private static final String NAME = "holdfast-console";

    private static final String CONSOLE = "1.1 " + NAME;

    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final int OK = 200;

    /** Runs before the handler of Quarkus's OIDC extension, which reads the body. */
    private static final int PRIORITY = 400;

    private final Vertx vertx;
    private final HttpClient http;
    private final String path;
    private final List<URI> others;

    LogoutForwarder(
            Vertx vertx,
            @ConfigProperty(name = "quarkus.oidc.logout.backchannel.path") String path,
            @ConfigProperty(name = "holdfast.console.replicas") Optional<List<URI>> others) {
        this.vertx = vertx;
        this.http = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout((int) TIMEOUT.toMillis()));
        this.path = path;
        this.others =
                others.orElse(List.of()).stream().map(LogoutForwarder::address).toList();
    }

    /** Checks an address at startup. Otherwise a wrong address would go unnoticed until a session does not end. */
    static URI address(URI other) {
        if (!"http".equals(other.getScheme()) || other.getHost() == null || other.getPort() < 0) {
            throw new IllegalArgumentException(
                    "HOLDFAST_CONSOLE_REPLICAS has %s: write http://HOST:PORT, separated by commas".formatted(other));
        }
        return other;
    }

    void start(@Observes Filters filters) {
        filters.register(this::listen, PRIORITY);
    }

    private void listen(RoutingContext request) {
        if (path.equals(request.normalizedPath())
                && request.request().headers().getAll(VIA).stream().noneMatch(via -> via.contains(NAME))) {
            request.addEndHandler(_ -> {
                String token = request.request().getFormAttribute(TOKEN);
                // Forward only verified tokens.
                if (request.response().getStatusCode() == OK && token != null) {
                    others.forEach(other -> forward(token, other));
                }
            });
        }
        request.next();
    }

    /** Forwards a token to all addresses of a host name. One of them can be this console. */
    private void forward(String token, URI other) {
        vertx.executeBlocking(() -> List.of(InetAddress.getAllByName(other.getHost())), false)
                .onFailure(_ -> LOG.warnf("event=logout_not_forwarded name=%s", other.getHost()))
                .onSuccess(addresses ->
                        addresses.forEach(address -> send(token, address.getHostAddress(), other.getPort())));
    }

    private void send(String token, String address, int port) {
        RequestOptions where = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(address)
                .setPort(port)
                .setURI(path)
                .setTimeout(TIMEOUT.toMillis());
        http.request(where)
                .compose(request -> send(request, token))
                .map(HttpClientResponse::statusCode)
                .onComplete(response -> {
                    if (response.failed() || response.result() != OK) {
                        LOG.warnf(
                                "event=logout_not_forwarded address=%s response=%s",
                                address, response.failed() ? response.cause().getMessage() : response.result());
                    }
                });
    }

    private static Future<HttpClientResponse> send(HttpClientRequest request, String token) {
        return request.putHeader(HttpHeaders.CONTENT_TYPE, HttpHeaders.APPLICATION_X_WWW_FORM_URLENCODED)
                .putHeader(VIA, CONSOLE)
                .send(TOKEN + "=" + URLEncoder.encode(token, StandardCharsets.UTF_8));
    }
}
