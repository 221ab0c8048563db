package dev.holdfast.ui.signin;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Addresses that are not views of Vaadin. All but {@link SignedOut#PAGE} require sign-in. */
@ApplicationScoped
public class SignInRoutes {
    /** Starts a session after a sign-out. */
    static final String SIGN_IN = "/sign-in";

    /** Open pages ask here every few seconds whether their session is still valid. */
    static final String SIGNED_IN = "/signed-in";

    private static final int NO_CONTENT = 204;
    private static final int SEE_OTHER = 303;

    void add(@Observes Router router) {
        router.get(ConfirmPath.PATH).handler(request -> go(request, ConfirmPath.page(request)));
        router.get(SignedOut.PAGE).handler(SignedOut::show);
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
