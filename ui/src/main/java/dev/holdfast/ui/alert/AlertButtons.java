package dev.holdfast.ui.alert;

import static dev.holdfast.ui.text.Texts.text;
import static dev.holdfast.ui.text.Texts.word;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import dev.holdfast.contract.operator.alert.AlertPriority;
import dev.holdfast.contract.operator.alert.AlertState;
import dev.holdfast.contract.operator.alert.AlertView;
import dev.holdfast.ui.component.Styled;
import java.util.List;
import java.util.function.Supplier;

/** Buttons and menus for actions on alerts. {@code alerts} returns the alerts at the time of the click. */
record AlertButtons(AlertActions actions, Supplier<List<AlertView>> alerts) {
    Button acknowledge() {
        return Styled.primary(text("alerts.acknowledge"), () -> actions.acknowledge(alerts.get()));
    }

    Button resolve() {
        return new Button(text("alerts.resolve"), clicked -> dialogs().resolve(alerts.get()));
    }

    Button suppress() {
        return new Button(text("alerts.suppress"), clicked -> dialogs().suppress(alerts.get()));
    }

    /** Makes menus to assign and to prioritize; {@code many}: also to comment and to reopen. */
    MenuBar menus(boolean many) {
        MenuBar menus = new MenuBar();
        menus.addThemeVariants(MenuBarVariant.TERTIARY);
        menus.setI18n(new MenuBar.MenuBarI18n().setMoreOptions(text("menu.more")));
        MenuItem assign = menus.addItem(text("alerts.assign"));
        assign.getSubMenu().addItem(text("alerts.assign.me"), clicked -> actions.assign(alerts.get(), actions.me()));
        assign.getSubMenu().addItem(text("alerts.assign.nobody"), clicked -> actions.assign(alerts.get(), ""));
        assign.getSubMenu()
                .addItem(text("alerts.assign.other"), clicked -> dialogs().assign(alerts.get()));
        MenuItem priority = menus.addItem(text("alerts.priority"));
        for (AlertPriority each : AlertPriority.values()) {
            priority.getSubMenu().addItem(word(each), clicked -> actions.prioritize(alerts.get(), each));
        }
        if (many) {
            MenuItem more = menus.addItem(text("alerts.more"));
            more.getSubMenu()
                    .addItem(text("alerts.comment.more"), clicked -> dialogs().comment(alerts.get()));
            more.getSubMenu().addItem(text("alerts.reopen"), clicked -> actions.reopen(alerts.get()));
        }
        return menus;
    }

    Button reopen() {
        return new Button(text("alerts.reopen"), clicked -> actions.reopen(alerts.get()));
    }

    /** Returns the actions that an alert in a state allows. */
    List<Component> of(AlertState state) {
        return switch (state) {
            case OPEN -> List.of(acknowledge(), resolve(), suppress(), menus(false));
            case ACKNOWLEDGED -> List.of(resolve(), suppress(), reopen(), menus(false));
            case SUPPRESSED -> List.of(acknowledge(), resolve(), reopen(), menus(false));
            case RESOLVED -> List.of(reopen());
        };
    }

    AlertDialogs dialogs() {
        return new AlertDialogs(actions);
    }
}
