package dev.holdfast.ui.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.contextmenu.SubMenu;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.SessionInitEvent;
import com.vaadin.flow.server.VaadinResponse;
import com.vaadin.flow.server.VaadinService;
import dev.holdfast.ui.text.Texts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.Objects;

/** Keeps the chosen language in a cookie. Without a choice, the browser's language applies. */
@ApplicationScoped
public class Language {
    private static final String COOKIE = "holdfast-language";

    void start(@Observes ServiceInitEvent event) {
        event.getSource().addSessionInitListener(Language::begin);
    }

    private static void begin(SessionInitEvent event) {
        String chosen = ChoiceCookie.read(event.getRequest(), COOKIE);
        Texts.LANGUAGES.stream()
                .filter(language -> language.getLanguage().equals(chosen))
                .findFirst()
                .ifPresent(event.getSession()::setLocale);
    }

    /** Adds an item for each language. */
    static void addTo(SubMenu menu) {
        for (Locale language : Texts.LANGUAGES) {
            MenuItem item = menu.addItem(language.getDisplayLanguage(language), clicked -> choose(language));
            item.setCheckable(true);
            item.setChecked(language.getLanguage().equals(Texts.locale().getLanguage()));
        }
    }

    private static void choose(Locale language) {
        VaadinResponse response = Objects.requireNonNull(VaadinService.getCurrentResponse());
        response.addCookie(ChoiceCookie.of(COOKIE, language.getLanguage()));
        UI ui = UI.getCurrent();
        ui.getSession().setLocale(language);
        ui.getPage().reload();
    }
}
