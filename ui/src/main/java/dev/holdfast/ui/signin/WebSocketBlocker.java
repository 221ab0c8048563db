package dev.holdfast.ui.signin;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Refuses all WebSockets. The console uses none, but Vaadin's extension registers an endpoint that accepts every origin. Browsers send the
 * session cookie with the handshake.
 */
@ApplicationScoped
public class WebSocketBlocker {
    /** Runs before the endpoints and before sign-in. */
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
