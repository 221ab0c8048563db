package dev.holdfast.ui.shell;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.select.Select;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.contract.operator.identity.Membership;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.identity.ScopedRole;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A catalog that the person has a role in.
 *
 * @param catalog its name
 * @param roles the person's roles in the whole catalog, if any
 * @param scopedRoles the person's roles in products and device groups of it, if any
 */
public record CatalogChoice(String catalog, String displayName, List<Role> roles, List<ScopedRole> scopedRoles) {
    public CatalogChoice {
        roles = List.copyOf(roles);
        scopedRoles = List.copyOf(scopedRoles);
    }

    /** Returns the person's catalogs: first those with a role in the whole catalog, then those with scoped roles. */
    public static List<CatalogChoice> of(Me me) {
        List<CatalogChoice> choices = new ArrayList<>();
        for (Membership membership : me.catalogs()) {
            choices.add(new CatalogChoice(
                    membership.catalog(),
                    membership.displayName(),
                    membership.roles(),
                    scopedRolesOf(me, membership.catalog())));
        }
        for (ScopedRole scoped : me.scopedRoles()) {
            if (choices.stream().noneMatch(choice -> choice.is(scoped.catalog()))) {
                choices.add(new CatalogChoice(
                        scoped.catalog(), scoped.displayName(), List.of(), scopedRolesOf(me, scoped.catalog())));
            }
        }
        return List.copyOf(choices);
    }

    boolean is(String name) {
        return catalog.equalsIgnoreCase(name);
    }

    /** Returns the catalog's first page: the overview, or the devices for scoped roles. */
    public String link() {
        return roles.isEmpty() ? Links.devices(catalog) : Links.overview(catalog);
    }

    private static List<ScopedRole> scopedRolesOf(Me me, String catalog) {
        Predicate<ScopedRole> there = scoped -> scoped.catalog().equalsIgnoreCase(catalog);
        return me.scopedRoles().stream().filter(there).toList();
    }

    /** Shows the current catalog and switches to another. */
    static final class Selector extends Select<CatalogChoice> {
        private final List<CatalogChoice> choices;

        Selector(List<CatalogChoice> choices) {
            this.choices = choices;
            setItems(choices);
            setItemLabelGenerator(CatalogChoice::displayName);
            setPlaceholder(text("catalog-choice.placeholder"));
            setAriaLabel(text("catalog-choice.label"));
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
