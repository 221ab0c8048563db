package dev.holdfast.ui.component;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;

/** Copies a text to the clipboard. A script in the browser does this, because browsers allow it only during a click. */
public final class CopyButton extends Button {
    private static final String COPY_ON_CLICK = """
            this.addEventListener('click', event => {
              event.stopPropagation();
              navigator.clipboard.writeText($1 ? new URL($0, document.baseURI).href : $0).then(() => {
                this.setAttribute('data-copied', '');
                setTimeout(() => this.removeAttribute('data-copied'), 1500);
              });
            })""";

    /** Makes a button that shows the word {@code label} beside its icon. */
    public static CopyButton saying(String label, String text, String name) {
        CopyButton button = new CopyButton(text, name);
        button.setText(label);
        button.addClassName("hf-copy-word");
        return button;
    }

    /** Makes a button that shows the word {@code label} and copies the address of a page of the console; {@code path} starts at the console's root. */
    public static CopyButton link(String label, String path) {
        CopyButton button = new CopyButton(path, label, true);
        button.setText(label);
        button.addClassName("hf-copy-word");
        return button;
    }

    /** Makes a button that copies {@code text}; {@code name} is its accessible name. */
    public CopyButton(String text, String name) {
        this(text, name, false);
    }

    private CopyButton(String text, String name, boolean isPath) {
        addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        addClassName("hf-copy");
        setIcon(Icon.COPY.draw());
        setAriaLabel(name);
        setTooltipText(name);
        addAttachListener(attached -> getElement().executeJs(COPY_ON_CLICK, text, isPath));
    }
}
