package dev.holdfast.ui.member;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.ProductView;
import dev.holdfast.ui.product.ProductClient;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fields that choose the whole catalog, a product or a device group. */
public final class ScopeFields extends Div {
    private final Select<String> product = new Select<>();
    private final Select<String> group = new Select<>();

    public ScopeFields(ProductClient products, String catalog) {
        addClassName("hf-form");
        choice(product, text("scope.product"), text("scope.catalog"));
        choice(group, text("scope.group"), text("scope.whole-product"));
        product.setItems(
                products.products(catalog).stream().map(ProductView::name).toList());
        group.setVisible(false);
        product.addValueChangeListener(change -> {
            String chosen = change.getValue();
            group.setItems(
                    chosen == null
                            ? List.of()
                            : products.groups(catalog, chosen).stream()
                                    .map(DeviceGroupView::name)
                                    .toList());
            group.setVisible(chosen != null);
        });
        add(product, group);
    }

    private static void choice(Select<String> select, String label, String all) {
        select.setLabel(label);
        select.setEmptySelectionAllowed(true);
        select.setEmptySelectionCaption(all);
        select.setPlaceholder(all);
        select.setItemLabelGenerator(name -> name == null ? all : name);
        select.setWidthFull();
    }

    /** Returns the product, or null for the whole catalog. */
    public @Nullable String product() {
        return product.getValue();
    }

    /** Returns the group, or null for the whole product or catalog. */
    public @Nullable String group() {
        return product() == null ? null : group.getValue();
    }
}
