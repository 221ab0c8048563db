package dev.holdfast.ui.text;

import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.quarkus.annotation.VaadinServiceEnabled;
import jakarta.enterprise.context.Dependent;
import java.util.List;
import java.util.Locale;

/** Tells Vaadin the console's languages. Vaadin picks one for a new session, but {@code Language} then applies the person's choice. */
@Dependent
@VaadinServiceEnabled
public class Translations implements I18NProvider {
    private static final long serialVersionUID = 1L;

    @Override
    public List<Locale> getProvidedLocales() {
        return Texts.LANGUAGES;
    }

    @Override
    public String getTranslation(String key, Locale locale, Object... parameters) {
        return Texts.in(locale, key, parameters);
    }
}
