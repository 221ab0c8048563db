package dev.holdfast.ui.shell;

import com.vaadin.flow.component.select.Select;
import java.util.List;

/** Which catalog one is in, and the way to another. */
final class CatalogSelector extends Select<CatalogChoice> {
    private final List<CatalogChoice> choices;

    CatalogSelector(List<CatalogChoice> choices) {
        this.choices = choices;
        setItems(choices);
        setItemLabelGenerator(CatalogChoice::displayName);
        setPlaceholder("Choose a catalog");
        setAriaLabel("Catalog");
        setVisible(!choices.isEmpty());
        addClassName("hf-catalog-selector");
        addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                Go.to(this, change.getValue().link());
            }
        });
    }

    void show(String catalog) {
        setValue(choices.stream()
                .filter(choice -> choice.is(catalog))
                .findFirst()
                .orElse(null));
    }
}
