package dev.holdfast.ui.signin;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** The few addresses that are no pages. All are behind sign-in, like everything else. */
@ApplicationScoped
public class SignInRoutes {
    /** Begins a session, for whoever was signed out. */
    static final String SIGN_IN = "/sign-in";

    /** Tells an open page every few seconds whether there is still a session. */
    static final String SIGNED_IN = "/signed-in";

    private static final int NO_CONTENT = 204;
    private static final int SEE_OTHER = 303;

    void add(@Observes Router router) {
        router.get(ConfirmPath.PATH).handler(request -> go(request, ConfirmPath.page(request)));
        router.get(SIGN_IN).handler(request -> go(request, "/"));
        router.get(SIGNED_IN)
                .handler(request -> request.response()
                        .setStatusCode(NO_CONTENT)
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                        .end());
    }

    static void go(RoutingContext request, String page) {
        request.response()
                .setStatusCode(SEE_OTHER)
                .putHeader(HttpHeaders.LOCATION, page)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end();
    }
}
