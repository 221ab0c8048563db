package dev.holdfast.ui.shell;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.component.Amount;

/** The line below a list: says how much of it is shown, and offers to read on. */
final class ListEnd extends Div {
    private final Span words = new Span();
    private final Button more;
    private final int page;
    private boolean pressed;

    /** Makes it for pages of a length, which {@code next} reads. */
    ListEnd(int page, Runnable next) {
        this.page = page;
        addClassName("hf-list-end");
        words.getElement().setAttribute("aria-live", "polite");
        words.getElement().setAttribute("tabindex", "-1");
        more = new Button("", clicked -> {
            pressed = true;
            next.run();
        });
        more.setVisible(false);
        add(words, more);
        setVisible(false);
    }

    void show(int shown, LinkedPages<?> pages) {
        boolean goesOn = pages.hasMore(shown);
        more.setVisible(goesOn);
        more.setText(shown < page ? "Look further" : "Show more");
        words.setText(goesOn ? soFar(shown) : atEnd(shown, pages.isCut()));
        setVisible(!words.getText().isEmpty());
        keepFocus();
    }

    /** Fewer rows than a page, where there is more, are those found in the part that was read. */
    private String soFar(int shown) {
        if (shown >= page) {
            return "The first " + Amount.of(shown) + " are shown.";
        }
        return (shown == 0 ? "None was" : Amount.of(shown, "was", "were")) + " found so far.";
    }

    private String atEnd(int shown, boolean isCut) {
        if (isCut) {
            return "The first " + Amount.of(LinkedPages.LONGEST)
                    + " are shown. Narrow the filter or export the list to see the others.";
        }
        if (pressed && shown == 0) {
            return "All of it was looked at.";
        }
        return shown > page ? "All " + Amount.of(shown) + " are shown." : "";
    }

    /** The button that was pressed last is gone: without this, the keyboard would begin at the top of the page. */
    private void keepFocus() {
        if (pressed && !more.isVisible()) {
            words.getElement().executeJs("this.focus()");
        }
        pressed = false;
    }
}
