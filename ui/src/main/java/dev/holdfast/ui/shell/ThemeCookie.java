package dev.holdfast.ui.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinResponse;
import com.vaadin.flow.server.VaadinService;
import com.vaadin.flow.server.communication.IndexHtmlResponse;
import dev.holdfast.ui.component.Icon;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

/** Remembers light, dark or the system's choice in a cookie, and applies it before the first pixel. */
@ApplicationScoped
public class ThemeCookie {
    private static final String NAME = "holdfast-theme";
    private static final Duration KEPT = Duration.ofDays(365);

    /** What a person can choose. */
    enum Choice {
        SYSTEM("As the system", Icon.SCREEN, ColorScheme.Value.SYSTEM),
        LIGHT("Light", Icon.SUN, ColorScheme.Value.LIGHT),
        DARK("Dark", Icon.MOON, ColorScheme.Value.DARK);

        private final String words;
        private final Icon icon;
        private final ColorScheme.Value scheme;

        Choice(String words, Icon icon, ColorScheme.Value scheme) {
            this.words = words;
            this.icon = icon;
            this.scheme = scheme;
        }

        String words() {
            return words;
        }

        Icon icon() {
            return icon;
        }

        private String cookieValue() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    void start(@Observes ServiceInitEvent event) {
        event.addIndexHtmlRequestListener(ThemeCookie::paint);
    }

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
        page.getDocument().root().children().attr("style", "color-scheme: " + choice.scheme.getValue());
    }

    private static Choice read(VaadinRequest request) {
        Cookie[] cookies = request.getCookies();
        return Stream.of(cookies == null ? new Cookie[0] : cookies)
                .filter(cookie -> cookie.getName().equals(NAME))
                .flatMap(cookie -> Stream.of(Choice.values())
                        .filter(choice -> choice.cookieValue().equals(cookie.getValue())))
                .findFirst()
                .orElse(Choice.SYSTEM);
    }
}
