package dev.holdfast.ui.text;

import com.vaadin.flow.component.UI;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads texts from the bundles. A key names the page and the purpose, such as {@code devices.empty.title}. A text with parameters is a
 * {@link MessageFormat}; bundles use the apostrophe ’, because {@code '} starts a quotation in such a format.
 */
public final class Texts {
    /** The cookie with the chosen language, such as {@code nl}. */
    public static final String COOKIE = "holdfast-language";

    public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.of("nl"));
    private static final String BUNDLE = "texts";
    private static final Pattern WORD_BOUNDARY = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    /** Falls back to English only, and not to the language of the server. */
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private Texts() {}

    /**
     * Returns a text in the language of the current UI; in English on a thread without one.
     *
     * @throws java.util.MissingResourceException if no bundle has the key
     */
    public static String text(String key, @Nullable Object... parameters) {
        return in(locale(), key, parameters);
    }

    /** Returns the word for a constant. The key is the type and the constant in kebab case, such as {@code role.owner}. */
    public static String word(Enum<?> constant) {
        return text(key(constant));
    }

    /** Returns the explanation of a constant. Its key is that of the word with {@code .hint}. */
    public static String hint(Enum<?> constant) {
        return text(key(constant) + ".hint");
    }

    /** Returns the language of the current UI; English on a thread without one. */
    public static Locale locale() {
        UI ui = UI.getCurrent();
        return ui == null || ui.getLocale() == null ? Locale.ENGLISH : ui.getLocale();
    }

    /** Returns the language of a request: the chosen one, otherwise the first of {@code Accept-Language} that the console has, otherwise English. */
    public static Locale language(String chosen, @Nullable String accepted) {
        try {
            String ranges = chosen.isEmpty() ? String.valueOf(accepted) : chosen;
            return Objects.requireNonNullElse(
                    Locale.lookup(Locale.LanguageRange.parse(ranges), LANGUAGES), Locale.ENGLISH);
        } catch (IllegalArgumentException malformed) {
            return Locale.ENGLISH;
        }
    }

    /** Returns a text in a language. */
    public static String in(Locale locale, String key, @Nullable Object... parameters) {
        String text = ResourceBundle.getBundle(BUNDLE, locale, NO_FALLBACK).getString(key);
        return parameters.length == 0 ? text : new MessageFormat(text, locale).format(parameters);
    }

    static String key(Enum<?> constant) {
        String type = WORD_BOUNDARY
                .matcher(constant.getDeclaringClass().getSimpleName())
                .replaceAll("-");
        return (type + "." + constant.name().replace('_', '-')).toLowerCase(Locale.ROOT);
    }
}
