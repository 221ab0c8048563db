package dev.holdfast.ui.shell;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.ui.client.LinkedPages;

/** The line below a list: the number of rows shown, and a button for more. */
final class ListEnd extends Div {
    private final Span words = new Span();
    private final Button more;
    private final int page;
    private boolean pressed;

    /**
     * {@code page} is the number of rows that {@code next} reads. Grids read on while scrolling. They pass a huge number, so that the
     * button always says “Search further”.
     */
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
        more.setText(text(shown < page ? "list.end.look-further" : "list.end.show-more"));
        words.setText(goesOn ? soFar(shown) : atEnd(shown, pages.isTruncated()));
        setVisible(!words.getText().isEmpty());
        keepFocus();
    }

    /** Returns the text while there can be more rows. Fewer rows than a page means that only a part of the list was searched. */
    private String soFar(int shown) {
        if (shown >= page) {
            return text("list.end.first", shown);
        }
        return shown == 0 ? text("list.none-so-far") : text("list.end.so-far", shown);
    }

    private String atEnd(int shown, boolean isTruncated) {
        if (isTruncated) {
            return text("list.end.cut", LinkedPages.LONGEST);
        }
        if (pressed && shown == 0) {
            return text("list.end.nothing");
        }
        return shown > page ? text("list.end.all", shown) : "";
    }

    /** Keeps the focus here when the button disappears. Otherwise the focus would move to the top of the page. */
    private void keepFocus() {
        if (pressed && !more.isVisible()) {
            words.getElement().executeJs("this.focus()");
        }
        pressed = false;
    }
}
