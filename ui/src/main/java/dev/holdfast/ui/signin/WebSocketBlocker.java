package dev.holdfast.ui.signin;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Opens no WebSocket. Pages ask by themselves and nothing is pushed, yet Vaadin's extension registers an endpoint for that, which takes
 * pages of every origin: a browser sends the session's cookie along with such a handshake, and asks nobody.
 */
@ApplicationScoped
public class WebSocketBlocker {
    /** Before the endpoints, and before anybody is asked to sign in. */
    private static final int PRIORITY = 500;

    private static final int FORBIDDEN = 403;

    void start(@Observes Filters filters) {
        filters.register(WebSocketBlocker::refuse, PRIORITY);
    }

    private static void refuse(RoutingContext request) {
        if ("websocket".equalsIgnoreCase(request.request().getHeader(HttpHeaders.UPGRADE))) {
            request.response().setStatusCode(FORBIDDEN).end();
        } else {
            request.next();
        }
    }
}
