package dev.holdfast.ui.shell;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Styled;

/** Link to the alerts with the number of active ones. Hidden outside of catalogs, and from people who may not see alerts. */
final class Bell extends Anchor {
    private final Span number = Styled.as("hf-count", new Span());

    Bell() {
        addClassName("hf-bell");
        number.getElement().setAttribute("aria-hidden", "true");
        add(Icon.BELL.draw(), number);
        setVisible(false);
    }

    /** Shows the number of active alerts of a catalog. */
    void show(String catalog, long active) {
        setHref(Links.alerts(catalog));
        setAriaLabel(text("alerts.bell", active));
        setTitle(text("alerts.bell", active));
        number.setText(Navigation.counted(active));
        number.setVisible(active > 0);
        setVisible(true);
    }
}
