package dev.holdfast.ui.shell;

import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import dev.holdfast.ui.component.HiddenText;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.shell.ThemeCookie.Choice;
import java.util.EnumMap;
import java.util.Map;

/** Light, dark, or as the system says. */
final class ThemeSwitch extends MenuBar {
    private static final String NAME = "Colour scheme";

    private final Map<Choice, MenuItem> items = new EnumMap<>(Choice.class);
    private final MenuItem button;

    ThemeSwitch() {
        addThemeVariants(MenuBarVariant.TERTIARY);
        button = addItem(NAME);
        button.setTooltipText(NAME);
        offer(Choice.SYSTEM, "As the system");
        offer(Choice.LIGHT, "Light");
        offer(Choice.DARK, "Dark");
        mark(ThemeCookie.current());
    }

    private void offer(Choice choice, String name) {
        MenuItem item = button.getSubMenu().addItem(name, clicked -> {
            getUI().ifPresent(ui -> ThemeCookie.choose(ui, choice));
            mark(choice);
        });
        item.setCheckable(true);
        items.put(choice, item);
    }

    private void mark(Choice chosen) {
        items.forEach((choice, item) -> item.setChecked(choice == chosen));
        button.removeAll();
        button.add(icon(chosen).draw(), HiddenText.of(NAME));
    }

    private static Icon icon(Choice choice) {
        return switch (choice) {
            case SYSTEM -> Icon.SCREEN;
            case LIGHT -> Icon.SUN;
            case DARK -> Icon.MOON;
        };
    }
}
