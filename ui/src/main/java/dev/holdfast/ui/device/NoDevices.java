package dev.holdfast.ui.device;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;

/** What stands in place of a list without devices, and the ways on above the list. */
final class NoDevices {
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
        if (visit.may(Act.READ) || anywhere.mayHere(Act.MANAGE_FLEET)) {
            links.add(new Anchor(Links.jobs(visit.catalog()), "Jobs"));
        }
        if (visit.may(Act.READ)) {
            links.add(new Anchor(Links.transfers(visit.catalog()), "Transfers"));
        }
        if (visit.may(Role.CONTRIBUTOR)) {
            links.add(Styled.adding("Add devices", () -> Links.go(links, Links.addDevices(visit.catalog()))));
        }
    }
}
