package dev.holdfast.ui.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinResponse;
import com.vaadin.flow.server.VaadinService;
import com.vaadin.flow.server.communication.IndexHtmlResponse;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Styled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Remembers light, dark or the system's choice in a cookie, and applies it before the first pixel. */
@ApplicationScoped
public class Theme {
    private static final String NAME = "holdfast-theme";
    private static final Duration KEPT = Duration.ofDays(365);

    private enum Choice {
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

        private String cookieValue() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    void start(@Observes ServiceInitEvent event) {
        event.addIndexHtmlRequestListener(Theme::paint);
    }

    private static Choice current() {
        VaadinRequest request = VaadinService.getCurrentRequest();
        return request == null ? Choice.SYSTEM : read(request);
    }

    /** Applies a choice to the open page and keeps it for a year. */
    private static void choose(UI ui, Choice choice) {
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

    /** The menu in which a person chooses. */
    static final class Switch extends MenuBar {
        private static final String LABEL = "Colour scheme";

        private final Map<Choice, MenuItem> items = new EnumMap<>(Choice.class);
        private final MenuItem button;

        Switch() {
            addThemeVariants(MenuBarVariant.TERTIARY);
            button = addItem(LABEL);
            button.setTooltipText(LABEL);
            for (Choice choice : Choice.values()) {
                MenuItem item = button.getSubMenu().addItem(choice.words, clicked -> {
                    getUI().ifPresent(ui -> choose(ui, choice));
                    mark(choice);
                });
                item.setCheckable(true);
                items.put(choice, item);
            }
            mark(current());
        }

        private void mark(Choice chosen) {
            items.forEach((choice, item) -> item.setChecked(choice == chosen));
            button.removeAll();
            button.add(chosen.icon.draw(), Styled.hidden(LABEL));
        }
    }
}
