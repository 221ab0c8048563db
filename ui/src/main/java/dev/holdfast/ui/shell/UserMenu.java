package dev.holdfast.ui.shell;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.avatar.Avatar;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.ui.component.Styled;

/** The menu of the signed-in person: catalogs, language and sign-out. */
final class UserMenu extends MenuBar {
    UserMenu(Me me) {
        addThemeVariants(MenuBarVariant.TERTIARY);
        setI18n(new MenuBarI18n().setMoreOptions(text("menu.more")));
        addClassName("hf-user-menu");
        Avatar avatar = new Avatar(me.displayName());
        avatar.setAbbreviation(initials(me.displayName()));
        avatar.getElement().setAttribute("aria-hidden", "true");
        MenuItem button = addItem(avatar);
        Span name = Styled.as("hf-user-name", new Span(me.displayName()));
        button.add(Styled.hidden(text("user-menu.account-of") + " "), name);
        Div who = Styled.div(
                "hf-who",
                new Span(me.displayName()),
                Styled.muted(me.installationOwner() ? text("user-menu.installation-owner", me.name()) : me.name()));
        button.getSubMenu().addItem(who).setEnabled(false);
        button.getSubMenu().addSeparator();
        button.getSubMenu().addItem(new Anchor(Links.CATALOGS, text("user-menu.catalogs")));
        button.getSubMenu().addSeparator();
        Language.addTo(button.getSubMenu());
        button.getSubMenu().addSeparator();
        Anchor signOut = new Anchor(Links.SIGN_OUT, text("user-menu.sign-out"));
        // Not a page of the router. The router would not end the session.
        signOut.setRouterIgnore(true);
        button.getSubMenu().addItem(signOut);
    }

    /** Returns the initials of the first and the last word of a name. The avatar has room for two letters. */
    static String initials(String name) {
        String[] words = name.strip().split("\\s+", -1);
        return words.length == 1 ? initial(words[0]) : initial(words[0]) + initial(words[words.length - 1]);
    }

    private static String initial(String word) {
        return word.isEmpty() ? "" : Character.toString(Character.toUpperCase(word.codePointAt(0)));
    }
}
