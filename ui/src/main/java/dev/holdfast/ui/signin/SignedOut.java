package dev.holdfast.ui.signin;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * Tells people that their session was ended at the identity provider (OpenID Connect Back-Channel Logout). Whichever request
 * learns of it first leaves a cookie for the page loads that follow, of other tabs, too: they would otherwise look like any that have no
 * session. It is gone when somebody signs in again, or a minute later.
 */
final class SignedOut {
    private static final String PAGE = "/signed-out.html";
    private static final String COOKIE = "holdfast_signed_out";
    private static final Duration KEPT = Duration.ofMinutes(1);

    private SignedOut() {}

    /** This request comes with a session that was ended. */
    static void note(RoutingContext request) {
        keep(request, "true", KEPT);
    }

    private static void keep(RoutingContext request, String value, Duration time) {
        request.response()
                .addCookie(Cookie.cookie(COOKIE, value)
                        .setPath("/")
                        .setHttpOnly(true)
                        .setSameSite(CookieSameSite.LAX)
                        .setMaxAge(time.toSeconds()));
    }

    /** Returns whether this is a page load of somebody who was signed out just now and does not ask to sign in. */
    static boolean isToBeSaid(RoutingContext request) {
        return !PageRequest.isOfPage(request)
                && !SignInRoutes.SIGN_IN.equals(request.normalizedPath())
                && request.request().getCookie(COOKIE) != null;
    }

    static void say(RoutingContext request) {
        SignInRoutes.go(request, PAGE);
    }

    /** Whoever signs in was told. */
    static void forget(RoutingContext request) {
        if (SignInRoutes.SIGN_IN.equals(request.normalizedPath())) {
            keep(request, "", Duration.ZERO);
        }
    }
}
