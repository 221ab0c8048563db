package dev.holdfast.ui.signin;

import dev.holdfast.ui.text.Texts;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A page that says that the identity provider ended the session (OpenID Connect Back-Channel Logout). The first request after that sets a
 * cookie, so that other tabs show this page too when they load. The next sign-in deletes the cookie; otherwise it expires after ten
 * minutes. A hidden tab notices the end only when it is shown again.
 */
final class SignedOut {
    static final String PAGE = "/signed-out.html";
    private static final String COOKIE = "holdfast_signed_out";
    private static final Duration KEPT = Duration.ofMinutes(10);

    private SignedOut() {}

    /** Records that the session of this request was ended. */
    static void setCookie(RoutingContext request) {
        keep(request, "true", KEPT);
    }

    /** Sets the cookie; a time of zero deletes it. */
    private static void keep(RoutingContext request, String value, Duration time) {
        request.response()
                .addCookie(Cookie.cookie(COOKIE, value)
                        .setPath("/")
                        .setHttpOnly(true)
                        .setSameSite(CookieSameSite.LAX)
                        .setMaxAge(time.toSeconds()));
    }

    /** Returns whether this is a page load after the session was ended, and not a sign-in. */
    static boolean isNoticeDue(RoutingContext request) {
        return !PageRequest.isOfPage(request)
                && !SignInRoutes.SIGN_IN.equals(request.normalizedPath())
                && request.request().getCookie(COOKIE) != null;
    }

    static void redirectToNotice(RoutingContext request) {
        SignInRoutes.go(request, PAGE);
    }

    /** Sends the page in the language of the request. */
    static void show(RoutingContext request) {
        Cookie chosen = request.request().getCookie(Texts.COOKIE);
        Locale language = Texts.language(
                chosen == null ? "" : chosen.getValue(), request.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE));
        String page = template().replace("{language}", language.getLanguage());
        for (String key : List.of("signed-out.title", "signed-out.text", "signed-out.sign-in")) {
            page = page.replace("{" + key + "}", Texts.in(language, key));
        }
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(page);
    }

    private static String template() {
        try (InputStream page = SignedOut.class.getResourceAsStream(PAGE)) {
            return new String(Objects.requireNonNull(page).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Deletes the cookie when the person signs in. */
    static void deleteCookie(RoutingContext request) {
        if (SignInRoutes.SIGN_IN.equals(request.normalizedPath())) {
            keep(request, "", Duration.ZERO);
        }
    }
}
