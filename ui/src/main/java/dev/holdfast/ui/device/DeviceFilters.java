package dev.holdfast.ui.device;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.NoGroup;
import dev.holdfast.contract.operator.product.ProductView;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.FilterBox;
import dev.holdfast.ui.component.GroupWords;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.product.ProductClient;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fields for product and group beside the filter box. After each change, the page navigates to the address of the new query. */
final class DeviceFilters {
    private final ProductClient products;
    private final ComboBox<String> product = new ComboBox<>();
    private final ComboBox<String> group = new ComboBox<>();
    private final Button clear = new Button(text("devices.filters.clear"));
    private DeviceQuery query = DeviceQuery.ALL;
    private String missing = "";

    DeviceFilters(ProductClient products, Consumer<DeviceQuery> changed) {
        this.products = products;
        product.setPlaceholder(text("devices.filters.product"));
        product.setAriaLabel(text("devices.filters.product"));
        product.setClearButtonVisible(true);
        product.setItemLabelGenerator(GroupWords::name);
        group.setPlaceholder(text("devices.filters.group"));
        group.setAriaLabel(text("devices.filters.device-group"));
        group.setClearButtonVisible(true);
        clear.addThemeVariants(ButtonVariant.TERTIARY);
        product.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                changed.accept(query.withProduct(Objects.requireNonNullElse(change.getValue(), "")));
            }
        });
        group.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                changed.accept(query.withGroup(Objects.requireNonNullElse(change.getValue(), "")));
            }
        });
        clear.addClickListener(clicked -> changed.accept(query.unfiltered()));
    }

    Div row(FilterBox box) {
        Div row = box.row(product, group);
        row.add(clear);
        return row;
    }

    /** Returns why nothing can match, such as {@code Product “Nope” does not exist.}, or an empty string. */
    String missing() {
        return missing;
    }

    /** Shows a query. Filtering for devices without a group requires a role in the whole catalog. */
    void show(Visit visit, DeviceQuery shown) {
        String catalog = visit.catalog();
        query = shown;
        List<String> names =
                products.products(catalog).stream().map(ProductView::name).toList();
        boolean groupless = visit.may(Permission.READ);
        boolean none = groupless && NoGroup.isNamed(shown.product());
        boolean known = names.contains(shown.product());
        List<String> groups = known
                ? products.groups(catalog, shown.product()).stream()
                        .map(DeviceGroupView::name)
                        .toList()
                : List.of();
        product.setItems(Stream.concat(names.stream(), groupless ? Stream.of(NoGroup.NAME) : Stream.empty())
                .toList());
        product.setValue(none ? NoGroup.NAME : orNone(shown.product()));
        group.setItems(groups);
        group.setValue(none ? null : orNone(shown.group()));
        group.setEnabled(!shown.product().isEmpty() && !none);
        clear.setVisible(!shown.isUnfiltered());
        boolean groupMissing = known && !shown.group().isEmpty() && !groups.contains(shown.group());
        missing = !shown.product().isEmpty() && !known && !none
                ? text("devices.no-match.product", shown.product())
                : groupMissing ? text("devices.no-match.group", shown.group(), shown.product()) : "";
    }

    private static @Nullable String orNone(String value) {
        return value.isEmpty() ? null : value;
    }

    /** The content of an empty device list, and the links in the heading. */
    static final class NoDevices {
        private NoDevices() {}

        static EmptyState empty(Visit visit) {
            if (visit.hasOnlyScopedRoles()) {
                return new EmptyState(
                        Icon.DEVICE, text("devices.empty.scoped.title"), text("devices.empty.scoped.text"));
            }
            if (visit.may(Role.CONTRIBUTOR)) {
                return new EmptyState(
                        Icon.DEVICE,
                        text("devices.empty.title"),
                        text("devices.empty.text"),
                        new Anchor(Links.addDevices(visit.catalog()), text("devices.add")));
            }
            return new EmptyState(Icon.DEVICE, text("devices.empty.title"), text("devices.empty.ask"));
        }

        static EmptyState noMatch(Anchor all) {
            return noMatch(text("devices.no-match.text"), all);
        }

        static EmptyState noMatch(String why, Anchor all) {
            return new EmptyState(Icon.SEARCH, text("devices.no-match.title"), why, all);
        }

        /** Shows the links that the person may follow. The permission to manage devices in a product or group includes jobs. */
        static void links(Visit visit, Visit anywhere, Div links) {
            links.removeAll();
            if (visit.may(Permission.READ) || anywhere.mayHere(Permission.MANAGE_FLEET)) {
                links.add(new Anchor(Links.jobs(visit.catalog()), text("devices.jobs")));
            }
            if (visit.may(Permission.READ)) {
                links.add(new Anchor(Links.transfers(visit.catalog()), text("devices.transfers")));
            }
            if (visit.may(Role.CONTRIBUTOR)) {
                links.add(Styled.adding(text("devices.add"), () -> Links.go(links, Links.addDevices(visit.catalog()))));
            }
        }
    }
}
