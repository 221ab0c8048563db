package dev.holdfast.ui.product;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.QueryParameters;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.ProductView;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One product with its groups. */
final class ProductPanel extends Div {
    private static final int DEFAULT_GROUPS = 5;

    private final transient GroupClient client;
    private final transient Places places;
    private final transient Visit visit;
    private final transient Runnable changed;

    interface Places {
        /** Returns the visit at a group of the product; null for all of it. */
        Visit at(@Nullable String group);
    }

    /**
     * Shows it; {@code changed} is called when something of a group was changed. Deleting is offered by roles in what the deleted is in: a role in it
     * alone would go with it.
     */
    ProductPanel(
            GroupClient client, Places places, ProductView product, List<DeviceGroupView> groups, Runnable changed) {
        this.client = client;
        this.places = places;
        this.visit = places.at(null);
        this.changed = changed;
        String catalog = visit.catalog();
        Anchor devices = new Anchor(
                Links.devices(catalog, QueryParameters.of("product", product.name())),
                Amount.of(product.devices(), "device"));
        Panel panel = new Panel(product.name()).beside(devices);
        if (visit.mayHere(Permission.MANAGE_FLEET)) {
            acts(panel, catalog, product.name(), groups);
        }
        if (visit.may(Permission.MANAGE_CATALOG)) {
            panel.beside(Styled.small(
                    "Delete…",
                    "Delete " + product.name(),
                    () -> ProductDialogs.delete(client, catalog, product.name(), changed)));
        }
        if (!product.description().isEmpty()) {
            panel.add(new Paragraph(product.description()));
        }
        panel.add(table(catalog, product, groups));
        add(panel);
    }

    private void acts(Panel panel, String catalog, String product, List<DeviceGroupView> groups) {
        if (groups.size() < DEFAULT_GROUPS) {
            panel.beside(Styled.small("Add default groups", "Add the default groups of " + product, () -> {
                client.createDefaults(catalog, product);
                changed.run();
            }));
        }
        panel.beside(
                Styled.small(
                        "Create group…",
                        "Create a device group of " + product,
                        () -> GroupDialog.create(client, catalog, product, changed)),
                Styled.small(
                        "Describe…",
                        "Describe " + product,
                        () -> ProductDialogs.describe(client, catalog, product, changed)));
    }

    private RowTable table(String catalog, ProductView product, List<DeviceGroupView> groups) {
        RowTable table = new RowTable(
                "Device groups of " + product.name(),
                "Group",
                "OS feed",
                "Updates",
                "Data",
                "Key exchange",
                "Deployment",
                "Devices");
        boolean acts = groups.stream().anyMatch(group -> places.at(group.name()).mayHere(Permission.MANAGE_FLEET));
        if (acts) {
            table.column("Act");
        }
        for (DeviceGroupView group : groups) {
            NativeTableRow row = table.row(
                    Styled.twoLines(
                            new Anchor(Links.group(catalog, group.product(), group.name()), group.name()),
                            group.description()),
                    new Span(GroupDialog.SettingWords.feed(group)),
                    new Span(GroupDialog.SettingWords.updates(group)),
                    new Span(GroupDialog.SettingWords.data(group)),
                    keyExchange(group),
                    new Span(group.hasDeployment() ? "Yes" : "–"),
                    new Anchor(
                            Links.devices(
                                    catalog,
                                    QueryParameters.simple(Map.of("product", group.product(), "group", group.name()))),
                            Amount.of(group.devices(), "device")));
            if (acts) {
                row.addDataCell().add(acts(catalog, group));
            }
        }
        return table;
    }

    private Div acts(String catalog, DeviceGroupView group) {
        Div acts = Styled.div("hf-inline");
        if (places.at(group.name()).mayHere(Permission.MANAGE_FLEET)) {
            acts.add(Styled.small(
                    "Settings…",
                    "Settings of " + group.name(),
                    () -> GroupDialog.change(client, catalog, group, changed)));
        }
        if (visit.mayHere(Permission.MANAGE_CATALOG)) {
            acts.add(Styled.small(
                    "Delete…", "Delete " + group.name(), () -> ProductDialogs.delete(client, catalog, group, changed)));
        }
        return acts;
    }

    private Div keyExchange(DeviceGroupView group) {
        Div cell = Styled.div("hf-inline");
        cell.add(new Span(group.requiresPostQuantum() ? demand(group) : "Any"));
        if (places.at(group.name()).mayHere(Permission.MANAGE_CATALOG)) {
            cell.add(Styled.small(
                    "Change…",
                    "Change the key exchange that " + group.name() + " demands",
                    () -> ProductDialogs.connection(client, visit.catalog(), group, changed)));
        }
        return cell;
    }

    /** Whom a group refuses for it is not seen on the devices: gateways turn them away before they are heard. */
    private String demand(DeviceGroupView group) {
        long refused =
                client.impact(visit.catalog(), group.product(), group.name()).other();
        return refused == 0 ? "Post-quantum only" : "Post-quantum only, refuses " + Amount.of(refused, "device");
    }
}
