package dev.holdfast.ui.shell;

import static dev.holdfast.ui.text.Texts.COOKIE;
import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.ReconnectDialogConfiguration;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.contextmenu.SubMenu;
import com.vaadin.flow.server.CustomizedSystemMessages;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.SessionInitEvent;
import com.vaadin.flow.server.SystemMessages;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinResponse;
import com.vaadin.flow.server.VaadinService;
import com.vaadin.flow.server.communication.IndexHtmlResponse;
import dev.holdfast.ui.text.Texts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Locale;
import java.util.Objects;

/** Keeps the chosen language in a cookie. Without a choice, the browser's language applies. */
@ApplicationScoped
public class Language {
    void start(@Observes ServiceInitEvent event) {
        VaadinService service = event.getSource();
        service.addSessionInitListener(Language::begin);
        service.addUIInitListener(init -> connection(init.getUI()));
        service.setSystemMessagesProvider(info -> messages(info.getLocale()));
        event.addIndexHtmlRequestListener(Language::declare);
    }

    private static Locale of(VaadinRequest request) {
        return Texts.language(ChoiceCookie.read(request, COOKIE), request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    }

    private static void begin(SessionInitEvent event) {
        event.getSession().setLocale(of(event.getRequest()));
    }

    /** Declares the language in the page. Vaadin itself would always declare its first language. */
    private static void declare(IndexHtmlResponse page) {
        page.getDocument()
                .root()
                .children()
                .attr("lang", of(page.getVaadinRequest()).getLanguage());
    }

    private static void connection(UI ui) {
        ReconnectDialogConfiguration dialog = ui.getReconnectDialogConfiguration();
        dialog.setDialogText(Texts.in(ui.getLocale(), "system.reconnecting"));
        dialog.setDialogTextGaveUp(Texts.in(ui.getLocale(), "system.disconnected"));
    }

    private static SystemMessages messages(Locale locale) {
        CustomizedSystemMessages messages = new CustomizedSystemMessages();
        messages.setSessionExpiredCaption(Texts.in(locale, "system.session-expired.title"));
        messages.setSessionExpiredMessage(Texts.in(locale, "system.session-expired.text"));
        messages.setInternalErrorCaption(Texts.in(locale, "problem.internal.title"));
        messages.setInternalErrorMessage(Texts.in(locale, "problem.internal"));
        messages.setCookiesDisabledCaption(Texts.in(locale, "system.cookies.title"));
        messages.setCookiesDisabledMessage(Texts.in(locale, "system.cookies.text"));
        return messages;
    }

    /** Adds an item for each language. */
    static void addTo(SubMenu menu) {
        for (Locale language : Texts.LANGUAGES) {
            MenuItem item = menu.addItem(text("language." + language.getLanguage()), clicked -> choose(language));
            item.getElement().setAttribute("lang", language.getLanguage());
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
