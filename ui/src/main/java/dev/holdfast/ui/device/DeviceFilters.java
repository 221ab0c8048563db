package dev.holdfast.ui.device;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasEnabled;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import dev.holdfast.contract.operator.device.DeviceFields;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.NoGroup;
import dev.holdfast.contract.operator.product.ProductView;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.FilterBox;
import dev.holdfast.ui.component.GroupWords;
import dev.holdfast.ui.product.ProductClient;
import dev.holdfast.ui.shell.Visit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The filter in its language, product and group. Every change is handed on as a whole query; the address then decides what is shown. */
final class DeviceFilters extends Div {
    private final transient ProductClient products;
    private final FilterBox text;
    private final ComboBox<String> product = new ComboBox<>();
    private final ComboBox<String> group = new ComboBox<>();
    private final Button clear = new Button("Clear filters");
    private DeviceQuery query = DeviceQuery.ALL;

    DeviceFilters(ProductClient products, Consumer<DeviceQuery> changed) {
        this.products = products;
        addClassName("hf-filters");
        getElement().setAttribute("role", "search");
        text = new FilterBox(
                DeviceFields.VOCABULARY,
                "Filter devices by terms, or by the beginning of an ID, a part of a name, or a finding's code",
                "Filter, such as is:untrusted os:<24.06 kitchen",
                filter -> changed.accept(query.withText(filter)));
        product.setPlaceholder("Product");
        product.setAriaLabel("Product");
        product.setClearButtonVisible(true);
        product.setItemLabelGenerator(GroupWords::name);
        group.setPlaceholder("Group");
        group.setAriaLabel("Device group");
        group.setClearButtonVisible(true);
        clear.addThemeVariants(ButtonVariant.TERTIARY);
        product.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                changed.accept(query.withProduct(orEmpty(change.getValue())));
            }
        });
        group.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                changed.accept(query.withGroup(orEmpty(change.getValue())));
            }
        });
        clear.addClickListener(clicked -> changed.accept(query.unfiltered()));
        add(text, product, group, text.help(), clear);
    }

    /**
     * Shows a query, and returns why nothing can match it: empty, or a sentence such as {@code There is no product Nope.} Devices in no group are
     * offered to who has a role in the whole catalog.
     */
    String show(Visit visit, DeviceQuery shown) {
        String catalog = visit.catalog();
        query = shown;
        String mistake = text.show(shown.text());
        List<String> names =
                products.products(catalog).stream().map(ProductView::name).toList();
        boolean groupless = visit.may(Act.READ);
        boolean none = groupless && NoGroup.isNamed(shown.product());
        boolean known = names.contains(shown.product());
        List<String> groups = known ? groups(catalog, shown.product()) : List.of();
        product.setItems(Stream.concat(names.stream(), groupless ? Stream.of(NoGroup.NAME) : Stream.empty())
                .toList());
        product.setValue(none ? NoGroup.NAME : orNone(shown.product()));
        group.setItems(groups);
        group.setValue(none ? null : orNone(shown.group()));
        group.setEnabled(!shown.product().isEmpty() && !none);
        clear.setVisible(!shown.isUnfiltered());
        if (!mistake.isEmpty()) {
            return mistake;
        }
        if (!shown.product().isEmpty() && !known && !none) {
            return "There is no product " + shown.product() + ".";
        }
        boolean groupMissing = known && !shown.group().isEmpty() && !groups.contains(shown.group());
        return groupMissing ? "There is no group " + shown.group() + " in the product " + shown.product() + "." : "";
    }

    /** Switches off what concerns the whole list while its filter cannot be read; it takes the place of what was before. */
    void guard(HasEnabled... acts) {
        text.guard(acts);
    }

    /** Returns what stands in the list's place if that is so; empty when the filter can be read. */
    Optional<EmptyState> mistaken(Component action) {
        return text.isInvalid() ? Optional.of(text.mistaken(action)) : Optional.empty();
    }

    private List<String> groups(String catalog, String ofProduct) {
        return products.groups(catalog, ofProduct).stream()
                .map(DeviceGroupView::name)
                .toList();
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static @Nullable String orNone(String value) {
        return value.isEmpty() ? null : value;
    }
}
