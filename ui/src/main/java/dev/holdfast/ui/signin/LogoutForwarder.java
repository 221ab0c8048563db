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
 * Passes on which sessions the provider ended. It tells one console, whichever a balancer chose, and each remembers for itself (ADR 0033). What is passed
 * on is the provider's own word, which every console verifies as if it came from there: nobody ends a session by pretending to be a console.
 */
@ApplicationScoped
public class LogoutForwarder {
    private static final Logger LOG = Logger.getLogger(LogoutForwarder.class);

    private static final String WORD = "logout_token";

    /** What was passed on says by whom, and goes no further (RFC 9110, section 7.6.3). */
    private static final CharSequence VIA = HttpHeaders.createOptimized("via");

    private static final String NAME = "holdfast-console";

    private static final String CONSOLE = "1.1 " + NAME;

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int OK = 200;

    /** Before the extension's own handler, which reads the body. */
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
        this.http = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout((int) PATIENCE.toMillis()));
        this.path = path;
        this.others =
                others.orElse(List.of()).stream().map(LogoutForwarder::address).toList();
    }

    /** One that nobody can be reached by must not be noticed by a session that goes on. */
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
                String word = request.request().getFormAttribute(WORD);
                // Only what was verified here is worth telling.
                if (request.response().getStatusCode() == OK && word != null) {
                    others.forEach(other -> passOn(word, other));
                }
            });
        }
        request.next();
    }

    /** A name may stand for many consoles, this one among them. */
    private void passOn(String word, URI other) {
        vertx.executeBlocking(() -> List.of(InetAddress.getAllByName(other.getHost())), false)
                .onFailure(_ -> LOG.warnf("no console was told that a session ended name=%s", other.getHost()))
                .onSuccess(addresses ->
                        addresses.forEach(address -> tell(word, address.getHostAddress(), other.getPort())));
    }

    private void tell(String word, String address, int port) {
        RequestOptions where = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(address)
                .setPort(port)
                .setURI(path)
                .setTimeout(PATIENCE.toMillis());
        http.request(where)
                .compose(request -> send(request, word))
                .map(HttpClientResponse::statusCode)
                .onComplete(answer -> {
                    if (answer.failed() || answer.result() != OK) {
                        LOG.warnf(
                                "a console was not told that a session ended, which it finds out when a token is refreshed address=%s answer=%s",
                                address, answer.failed() ? answer.cause().getMessage() : answer.result());
                    }
                });
    }

    private static Future<HttpClientResponse> send(HttpClientRequest request, String word) {
        return request.putHeader(HttpHeaders.CONTENT_TYPE, HttpHeaders.APPLICATION_X_WWW_FORM_URLENCODED)
                .putHeader(VIA, CONSOLE)
                .send(WORD + "=" + URLEncoder.encode(word, StandardCharsets.UTF_8));
    }
}
