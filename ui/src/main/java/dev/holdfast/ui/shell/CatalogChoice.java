package dev.holdfast.ui.shell;

import com.vaadin.flow.component.select.Select;
import dev.holdfast.contract.operator.identity.Foothold;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.contract.operator.identity.Membership;
import dev.holdfast.contract.operator.identity.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A catalog that somebody can go to.
 *
 * @param catalog its name
 * @param displayName its name for people
 * @param roles the person's roles in the whole of it, if any
 * @param parts the person's roles in products and device groups of it, if any
 */
public record CatalogChoice(String catalog, String displayName, List<Role> roles, List<Foothold> parts) {
    public CatalogChoice {
        roles = List.copyOf(roles);
        parts = List.copyOf(parts);
    }

    /** Returns where a person can go: the catalogs that they have a role in the whole of, then those of which in parts alone. */
    public static List<CatalogChoice> of(Me me) {
        List<CatalogChoice> choices = new ArrayList<>();
        for (Membership membership : me.catalogs()) {
            choices.add(new CatalogChoice(
                    membership.catalog(),
                    membership.displayName(),
                    membership.roles(),
                    partsOf(me, membership.catalog())));
        }
        for (Foothold part : me.parts()) {
            if (choices.stream().noneMatch(choice -> choice.is(part.catalog()))) {
                choices.add(
                        new CatalogChoice(part.catalog(), part.displayName(), List.of(), partsOf(me, part.catalog())));
            }
        }
        return List.copyOf(choices);
    }

    boolean is(String name) {
        return catalog.equalsIgnoreCase(name);
    }

    /** Returns the page that one arrives at: the overview, or the devices where that is not the person's. */
    public String link() {
        return roles.isEmpty() ? Links.devices(catalog) : Links.overview(catalog);
    }

    private static List<Foothold> partsOf(Me me, String catalog) {
        Predicate<Foothold> there = part -> part.catalog().equalsIgnoreCase(catalog);
        return me.parts().stream().filter(there).toList();
    }

    /** Which catalog one is in, and the way to another. */
    static final class Selector extends Select<CatalogChoice> {
        private final List<CatalogChoice> choices;

        Selector(List<CatalogChoice> choices) {
            this.choices = choices;
            setItems(choices);
            setItemLabelGenerator(CatalogChoice::displayName);
            setPlaceholder("Choose a catalog");
            setAriaLabel("Catalog");
            setVisible(!choices.isEmpty());
            addClassName("hf-catalog-selector");
            addValueChangeListener(change -> {
                if (change.isFromClient() && change.getValue() != null) {
                    Links.go(this, change.getValue().link());
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
}
