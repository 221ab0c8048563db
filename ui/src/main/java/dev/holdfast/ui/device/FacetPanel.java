package dev.holdfast.ui.device;

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
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How many devices there are of each kind, of those that the visitor may see. A click adds the term that finds them to the filter, a second one takes it out
 * again.
 */
final class FacetPanel extends Aside {
    private static final int SHOWN = 6;
    /** Beside a narrower window's list there is no room for it, in pixels, so there it is asked for. */
    private static final int WIDE = 1_500;

    private static final Map<String, String> TITLES = Map.of(
            "health", "Health",
            "product", "Product",
            "group", "Device group",
            "update", "Update",
            "app", "Application",
            "os", "Operating system",
            "tag", "Tag",
            "code", "Finding",
            "blocked", "Blocked");

    private final transient Consumer<String> changed;
    private final transient Supplier<DeviceFacets> counts;
    private final Button button = new Button("Counts", clicked -> toggle());
    private String text = "";
    private @Nullable Boolean wanted;

    FacetPanel(Supplier<DeviceFacets> counts, Consumer<String> changed) {
        this.counts = counts;
        this.changed = changed;
        addClassName("hf-facets");
        getElement().setAttribute("aria-label", "Devices of the catalog by kind");
        button.addThemeVariants(ButtonVariant.TERTIARY);
    }

    Button button() {
        return button;
    }

    /** Shows the counts beside the text of a filter, if there is anything to count. */
    void show(boolean counting, String filter) {
        text = filter;
        button.setVisible(counting);
        show();
    }

    private void toggle() {
        wanted = !isWanted();
        show();
    }

    private void show() {
        boolean shown = button.isVisible() && isWanted();
        button.getElement().setAttribute("aria-pressed", Boolean.toString(shown));
        removeAll();
        if (shown) {
            counts.get().facets().forEach(this::facet);
        }
        setVisible(getComponentCount() > 0);
    }

    private boolean isWanted() {
        return wanted == null ? isWide() : wanted;
    }

    private static boolean isWide() {
        UI ui = UI.getCurrent();
        ExtendedClientDetails window = ui == null ? null : ui.getPage().getExtendedClientDetails();
        return window == null || window.getWindowInnerWidth() < 0 || window.getWindowInnerWidth() >= WIDE;
    }

    private void facet(Facet facet) {
        H3 title = new H3(TITLES.getOrDefault(facet.name(), facet.name()));
        Div values = new Div();
        facet.values().stream().limit(SHOWN).map(this::value).forEach(values::add);
        Div part = new Div(title, values);
        List<Value> more = facet.values().stream().skip(SHOWN).toList();
        if (!more.isEmpty()) {
            Div rest = new Div();
            more.stream().map(this::value).forEach(rest::add);
            part.add(new Details(more.size() + " more", rest));
        }
        add(part);
    }

    private NativeButton value(Value value) {
        Span label = new Span(GroupWords.name(value.label()));
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
}
