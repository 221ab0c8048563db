package dev.holdfast.ui.shell;

import com.vaadin.flow.server.VaadinRequest;
import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.util.stream.Stream;

/** Cookies that keep what a person chose, for a year. */
final class ChoiceCookie {
    private static final Duration KEPT = Duration.ofDays(365);

    private ChoiceCookie() {}

    static Cookie of(String name, String value) {
        Cookie cookie = new Cookie(name, value);
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setMaxAge((int) KEPT.toSeconds());
        cookie.setAttribute("SameSite", "Lax");
        return cookie;
    }

    /** Returns the value; empty if the browser has no such cookie. */
    static String read(VaadinRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        return Stream.of(cookies == null ? new Cookie[0] : cookies)
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .findFirst()
                .orElse("");
    }
}
