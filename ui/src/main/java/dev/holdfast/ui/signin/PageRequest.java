package dev.holdfast.ui.signin;

import io.quarkus.oidc.JavaScriptRequestChecker;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** Distinguishes requests of an open page from page loads. An open page cannot follow a redirect to the identity provider. */
@ApplicationScoped
public class PageRequest implements JavaScriptRequestChecker {
    /** The parameter in which Vaadin's client tells the kind of a request, such as {@code uidl} for an update. */
    private static final String KIND = "v-r";

    @Override
    public boolean isJavaScriptRequest(RoutingContext context) {
        return isOfPage(context);
    }

    /** Returns whether an open page sent this request. */
    static boolean isOfPage(RoutingContext context) {
        return context.request().getParam(KIND) != null || SignInRoutes.SIGNED_IN.equals(context.normalizedPath());
    }

    /** Returns whether this is an update of an open page. */
    static boolean isBackground(RoutingContext context) {
        return "uidl".equals(context.request().getParam(KIND));
    }
}
