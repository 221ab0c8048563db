package dev.holdfast.ui.signin;

import io.quarkus.oidc.JavaScriptRequestChecker;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells a page's own requests, which a redirect to the identity provider would only break, from page loads. */
@ApplicationScoped
public class PageRequest implements JavaScriptRequestChecker {
    private static final String KIND = "v-r";

    @Override
    public boolean isJavaScriptRequest(RoutingContext context) {
        return isOfPage(context);
    }

    /** Returns whether a page that is already open sent this request. */
    static boolean isOfPage(RoutingContext context) {
        return context.request().getParam(KIND) != null || SignInRoutes.SIGNED_IN.equals(context.normalizedPath());
    }

    /** Returns whether a page that is already open sent this request to update itself. */
    static boolean isBackground(RoutingContext context) {
        return "uidl".equals(context.request().getParam(KIND));
    }
}
