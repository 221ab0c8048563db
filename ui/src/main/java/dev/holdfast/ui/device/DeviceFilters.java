package dev.holdfast.ui.device;

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

/** Product and group beside the filter box. Every change is handed on as a whole query; the address then decides what is shown. */
final class DeviceFilters {
    private final ProductClient products;
    private final ComboBox<String> product = new ComboBox<>();
    private final ComboBox<String> group = new ComboBox<>();
    private final Button clear = new Button("Clear filters");
    private DeviceQuery query = DeviceQuery.ALL;
    private String missing = "";

    DeviceFilters(ProductClient products, Consumer<DeviceQuery> changed) {
        this.products = products;
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

    /** Returns why nothing can match: empty, or a sentence such as {@code There is no product Nope.} */
    String missing() {
        return missing;
    }

    /** Shows a query. Devices in no group are offered to who has a role in the whole catalog. */
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
                ? "There is no product " + shown.product() + "."
                : groupMissing ? "There is no group " + shown.group() + " in the product " + shown.product() + "." : "";
    }

    private static @Nullable String orNone(String value) {
        return value.isEmpty() ? null : value;
    }

    /** What stands in place of a list without devices, and the ways on above the list. */
    static final class NoDevices {
        private NoDevices() {}

        static EmptyState yet(Visit visit) {
            if (visit.isInPartsAlone()) {
                return new EmptyState(
                        Icon.DEVICE,
                        "No devices where you have a role",
                        "A device appears here once it is claimed or moved into a product or a group that you have a role in.");
            }
            if (visit.may(Role.CONTRIBUTOR)) {
                return new EmptyState(
                        Icon.DEVICE,
                        "No devices yet",
                        "A device appears here once it is claimed into a product's group.",
                        new Anchor(Links.addDevices(visit.catalog()), "Add devices"));
            }
            return new EmptyState(
                    Icon.DEVICE,
                    "No devices yet",
                    "A device appears here once it is claimed. Claiming takes the Contributor role: ask an owner of this catalog.");
        }

        static EmptyState found(Visit visit, Anchor all) {
            return found(
                    visit.isInPartsAlone()
                            ? "There are devices where you have a role, but none fits these filters."
                            : "The catalog has devices, but none fits these filters.",
                    all);
        }

        static EmptyState found(String why, Anchor all) {
            return new EmptyState(Icon.SEARCH, "No device matches", why, all);
        }

        /** Offers what the visitor may follow; managing devices in some part of the catalog leads to jobs. */
        static void links(Visit visit, Visit anywhere, Div links) {
            links.removeAll();
            if (visit.may(Permission.READ) || anywhere.mayHere(Permission.MANAGE_FLEET)) {
                links.add(new Anchor(Links.jobs(visit.catalog()), "Jobs"));
            }
            if (visit.may(Permission.READ)) {
                links.add(new Anchor(Links.transfers(visit.catalog()), "Transfers"));
            }
            if (visit.may(Role.CONTRIBUTOR)) {
                links.add(Styled.adding("Add devices", () -> Links.go(links, Links.addDevices(visit.catalog()))));
            }
        }
    }
}
