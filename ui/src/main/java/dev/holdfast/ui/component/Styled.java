package dev.holdfast.ui.component;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;

/** Components with classes of the style sheets. */
public final class Styled {
    private static final String MUTED = "hf-muted";

    private Styled() {}

    /** Adds classes to a component and returns it. */
    public static <C extends HasStyle> C as(String classes, C component) {
        component.addClassNames(classes.split(" ", -1));
        return component;
    }

    public static Span muted(String words) {
        return as(MUTED, new Span(words));
    }

    public static Div div(String classes, Component... content) {
        return as(classes, new Div(content));
    }

    public static Paragraph note(String words) {
        return as(MUTED, new Paragraph(words));
    }

    /** Makes a paragraph that explains a page. */
    public static Paragraph explanation(String words) {
        return as(MUTED + " hf-explanation", new Paragraph(words));
    }

    /** Adds a muted line below a component. */
    public static Div twoLines(Component first, String second) {
        return div("hf-two-lines", first, muted(second));
    }

    /** Stacks components. Leaves out components without text. */
    public static Div lines(Component... parts) {
        Div lines = new Div();
        for (Component part : parts) {
            if (!part.getElement().getTextRecursively().isEmpty()) {
                lines.add(new Div(part));
            }
        }
        return lines;
    }

    /** Shows a command with a copy button. */
    public static Div command(String text) {
        return div("hf-command", new Pre(text), new CopyButton(text, text("copy.command")));
    }

    /** Makes a small button; {@code name} is its accessible name. */
    public static Button small(String words, String name, Runnable clicked) {
        Button button = new Button(words, event -> clicked.run());
        button.addThemeVariants(ButtonVariant.SMALL);
        button.setAriaLabel(name);
        return button;
    }

    /** Makes the button of a page's main action. */
    public static Button primary(String words, Runnable clicked) {
        Button button = new Button(words, event -> clicked.run());
        button.addThemeVariants(ButtonVariant.PRIMARY);
        return button;
    }

    /** Makes the button of a dangerous action. It opens a dialog that states the effect. */
    public static Button dangerous(String words, Runnable clicked) {
        Button button = new Button(words, event -> clicked.run());
        button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.ERROR);
        return button;
    }

    /** Makes a scrolling box that takes the focus; {@code name} is its accessible name. */
    public static Div scrolling(String classes, String name, Component content) {
        Div box = div(classes, content);
        box.getElement().setAttribute("tabindex", "0");
        box.getElement().setAttribute("role", "region");
        box.getElement().setAttribute("aria-label", name);
        return box;
    }

    /** Makes a text area for codes, such as keys or device IDs; {@code changed} runs on input. */
    public static TextArea codes(TextArea area, int minRows, int maxRows, Runnable changed) {
        area.setMinRows(minRows);
        area.setMaxRows(maxRows);
        area.setWidthFull();
        area.setValueChangeMode(ValueChangeMode.LAZY);
        area.addValueChangeListener(change -> changed.run());
        return as("hf-mono", area);
    }

    /** Makes a text for screen readers only. */
    public static Span hidden(String words) {
        return as("hf-hidden", new Span(words));
    }

    /**
     * Shows a progress bar and a sentence while the button is disabled by its own click. The style sheet shows both, because the server is
     * busy until the action ends. A button that is disabled for another reason would show both too: hide it instead.
     */
    public static Div working(Button action, String meanwhile) {
        ProgressBar bar = new ProgressBar();
        bar.setIndeterminate(true);
        bar.getElement().setAttribute("aria-label", action.getText());
        Div said = new Div(div("hf-meanwhile", bar, new Span(meanwhile)));
        said.getElement().setAttribute("role", "status");
        return div("hf-working", action, said);
    }

    public static Button small(String words, Runnable clicked) {
        return small(words, words, clicked);
    }

    /** Makes the button that adds an item to a page. */
    public static Button adding(String words, Runnable clicked) {
        Button button = primary(words, clicked);
        button.setIcon(Icon.PLUS.draw());
        return button;
    }
}
