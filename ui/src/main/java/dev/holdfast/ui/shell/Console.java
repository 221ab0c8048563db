package dev.holdfast.ui.shell;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.component.page.Inline;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.theme.aura.Aura;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The document around every page: style sheets, icon, color scheme. */
@StyleSheet(Aura.STYLESHEET)
@StyleSheet("styles/tokens.css")
@StyleSheet("styles/shell.css")
@StyleSheet("styles/page.css")
@StyleSheet("styles/grid.css")
@StyleSheet("styles/badge.css")
@StyleSheet("styles/trust.css")
@StyleSheet("styles/rollout.css")
@StyleSheet("styles/alert.css")
@ColorScheme(ColorScheme.Value.SYSTEM)
public class Console implements AppShellConfigurator {
    private static final long serialVersionUID = 1L;
    private static final String SCRIPT = script();

    private static String script() {
        try (InputStream script = Console.class.getResourceAsStream("/console.js")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void configurePage(AppShellSettings settings) {
        settings.addLink("icon", "icons/holdfast.svg");
        settings.addInlineWithContents(SCRIPT, Inline.Wrapping.JAVASCRIPT);
        settings.addMetaTag("color-scheme", "light dark");
        settings.addMetaTag("description", "Holdfast console");
    }
}
