package dev.holdfast.ui.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinResponse;
import com.vaadin.flow.server.VaadinService;
import com.vaadin.flow.server.communication.IndexHtmlResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Remembers light, dark or the system's choice in a cookie, and applies it before the first pixel. */
@ApplicationScoped
public class ThemeCookie {
    private static final String NAME = "holdfast-theme";
    private static final Duration KEPT = Duration.ofDays(365);

    /** What a person can choose. */
    public enum Choice {
        /** As the operating system says. */
        SYSTEM("light dark", ColorScheme.Value.SYSTEM),
        /** Always light. */
        LIGHT("light", ColorScheme.Value.LIGHT),
        /** Always dark. */
        DARK("dark", ColorScheme.Value.DARK);

        private final String css;
        private final ColorScheme.Value scheme;

        Choice(String css, ColorScheme.Value scheme) {
            this.css = css;
            this.scheme = scheme;
        }

        static Choice parse(@Nullable String text) {
            for (Choice choice : values()) {
                if (choice.cookieValue().equals(text)) {
                    return choice;
                }
            }
            return SYSTEM;
        }

        private String cookieValue() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    void start(@Observes ServiceInitEvent event) {
        event.addIndexHtmlRequestListener(ThemeCookie::paint);
    }

    /** Returns the choice that the current request carries. */
    static Choice current() {
        VaadinRequest request = VaadinService.getCurrentRequest();
        return request == null ? Choice.SYSTEM : read(request);
    }

    /** Applies a choice to the open page and keeps it for a year. */
    static void choose(UI ui, Choice choice) {
        ui.getPage().setColorScheme(choice.scheme);
        VaadinResponse response = VaadinService.getCurrentResponse();
        if (response != null) {
            Cookie cookie = new Cookie(NAME, choice.cookieValue());
            cookie.setPath("/");
            cookie.setHttpOnly(true);
            cookie.setMaxAge((int) KEPT.toSeconds());
            cookie.setAttribute("SameSite", "Lax");
            response.addCookie(cookie);
        }
    }

    private static void paint(IndexHtmlResponse page) {
        Choice choice = read(page.getVaadinRequest());
        page.getDocument().root().children().attr("style", "color-scheme: " + choice.css);
    }

    private static Choice read(VaadinRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(NAME)) {
                    return Choice.parse(cookie.getValue());
                }
            }
        }
        return Choice.SYSTEM;
    }
}
