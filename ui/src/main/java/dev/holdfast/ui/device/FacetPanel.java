package dev.holdfast.ui.device;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Aside;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.page.ExtendedClientDetails;
import dev.holdfast.contract.operator.device.DeviceFacets;
import dev.holdfast.contract.operator.device.DeviceFacets.Facet;
import dev.holdfast.contract.operator.device.DeviceFacets.Value;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.GroupWords;
import dev.holdfast.ui.component.Styled;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts of all devices that the person may see, by health, product, group and more. A click on a count adds or removes its filter term.
 */
final class FacetPanel extends Aside {
    /** The number of values that each property shows; others are behind a link. */
    private static final int SHOWN = 6;
    /** Minimum window width in pixels to show the panel without a click. An unknown width counts as wide. */
    private static final int WIDE = 1_500;

    private final transient Consumer<String> changed;
    private final transient Supplier<DeviceFacets> counts;
    private final Button button = new Button(text("devices.facets.open"), clicked -> toggle());
    private String text = "";
    /** Whether the person opened the panel; null before the first click, when the width of the window decides. */
    private @Nullable Boolean chosen;

    FacetPanel(Supplier<DeviceFacets> counts, Consumer<String> changed) {
        this.counts = counts;
        this.changed = changed;
        addClassName("hf-facets");
        getElement().setAttribute("aria-label", text("devices.facets.name"));
        button.addThemeVariants(ButtonVariant.TERTIARY);
    }

    Button button() {
        return button;
    }

    /** Shows the counts, with the terms of {@code filter} pressed; {@code counting} is false if there are no devices. */
    void show(boolean counting, String filter) {
        text = filter;
        button.setVisible(counting);
        show();
    }

    private void toggle() {
        chosen = !isOpen();
        show();
    }

    private void show() {
        boolean shown = button.isVisible() && isOpen();
        button.getElement().setAttribute("aria-pressed", Boolean.toString(shown));
        removeAll();
        if (shown) {
            counts.get().facets().forEach(this::facet);
        }
        setVisible(getComponentCount() > 0);
    }

    private boolean isOpen() {
        return chosen == null ? isWide() : chosen;
    }

    private static boolean isWide() {
        UI ui = UI.getCurrent();
        ExtendedClientDetails window = ui == null ? null : ui.getPage().getExtendedClientDetails();
        return window == null || window.getWindowInnerWidth() < 0 || window.getWindowInnerWidth() >= WIDE;
    }

    private void facet(Facet facet) {
        H3 title = new H3(DeviceWords.of("devices.facet", facet.name()));
        Div values = new Div();
        facet.values().stream().limit(SHOWN).map(value -> button(facet, value)).forEach(values::add);
        Div part = new Div(title, values);
        List<Value> more = facet.values().stream().skip(SHOWN).toList();
        if (!more.isEmpty()) {
            Div rest = new Div();
            more.stream().map(value -> button(facet, value)).forEach(rest::add);
            part.add(new Details(text("devices.facets.more", more.size()), rest));
        }
        add(part);
    }

    private NativeButton button(Facet facet, Value value) {
        Span label = new Span(label(facet, value));
        Span count = Styled.as("hf-number", new Span(Amount.of(value.devices())));
        NativeButton button =
                new NativeButton("", clicked -> changed.accept(DeviceQuery.FilterText.toggle(text, value.term())));
        button.add(label, count);
        button.addClassName("hf-facet");
        button.getElement().setAttribute("title", value.term());
        button.getElement()
                .setAttribute("aria-pressed", Boolean.toString(DeviceQuery.FilterText.has(text, value.term())));
        return button;
    }

    private static String label(Facet facet, Value value) {
        return switch (facet.name()) {
            case "health", "update", "blocked" -> DeviceWords.of("devices.facet." + facet.name(), value.label());
            default -> GroupWords.name(value.label());
        };
    }
}
