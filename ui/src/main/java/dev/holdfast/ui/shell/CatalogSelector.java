package dev.holdfast.ui.shell;

import com.vaadin.flow.component.select.Select;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.contract.operator.identity.Membership;
import java.util.List;

/** Which catalog one is in, and the way to another. */
final class CatalogSelector extends Select<Membership> {
    private final List<Membership> catalogs;

    CatalogSelector(Me me) {
        catalogs = me.catalogs();
        setItems(catalogs);
        setItemLabelGenerator(Membership::displayName);
        setPlaceholder("Choose a catalog");
        setAriaLabel("Catalog");
        addClassName("hf-catalog-selector");
        addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                getUI().ifPresent(ui ->
                        ui.navigate(Links.overview(change.getValue().catalog())));
            }
        });
    }

    void show(String catalog) {
        setValue(catalogs.stream()
                .filter(membership -> membership.catalog().equalsIgnoreCase(catalog))
                .findFirst()
                .orElse(null));
    }
}
