package dev.holdfast.ui.shell;

import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import dev.holdfast.ui.component.Styled;
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
        for (Choice choice : Choice.values()) {
            MenuItem item = button.getSubMenu().addItem(choice.words(), clicked -> {
                getUI().ifPresent(ui -> ThemeCookie.choose(ui, choice));
                mark(choice);
            });
            item.setCheckable(true);
            items.put(choice, item);
        }
        mark(ThemeCookie.current());
    }

    private void mark(Choice chosen) {
        items.forEach((choice, item) -> item.setChecked(choice == chosen));
        button.removeAll();
        button.add(chosen.icon().draw(), Styled.hidden(NAME));
    }
}
