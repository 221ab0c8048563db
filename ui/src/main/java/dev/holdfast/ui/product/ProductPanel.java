package dev.holdfast.ui.product;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.QueryParameters;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.ProductView;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One product with its groups. */
final class ProductPanel extends Div {
    private static final int DEFAULT_GROUPS = 5;

    private final transient ConnectionClient client;
    private final transient GroupClient groupClient;
    private final transient Places places;
    private final transient Visit visit;
    private final transient Runnable changed;

    /** Tells what the visitor may do where. */
    interface Places {
        /** Returns the visit at a group of the product; null for all of it. */
        Visit at(@Nullable String group);
    }

    /**
     * Shows it; {@code changed} is called when something of a group was changed. Deleting is offered by roles in what the deleted is in: a role in it
     * alone would go with it.
     */
    ProductPanel(
            ConnectionClient client,
            GroupClient groupClient,
            Places places,
            ProductView product,
            List<DeviceGroupView> groups,
            Runnable changed) {
        this.client = client;
        this.groupClient = groupClient;
        this.places = places;
        this.visit = places.at(null);
        this.changed = changed;
        String catalog = visit.catalog();
        Anchor devices = new Anchor(
                Links.devices(catalog, QueryParameters.of("product", product.name())),
                Amount.of(product.devices(), "device"));
        Panel panel = new Panel(product.name()).beside(devices);
        if (visit.mayHere(Act.MANAGE_FLEET)) {
            acts(panel, catalog, product.name(), groups);
        }
        if (visit.may(Act.MANAGE_CATALOG)) {
            panel.beside(button(
                    "Delete…",
                    "Delete " + product.name(),
                    () -> DeletionDialog.ofProduct(groupClient, catalog, product.name(), changed)));
        }
        if (!product.description().isEmpty()) {
            panel.add(new Paragraph(product.description()));
        }
        panel.add(table(catalog, product, groups));
        add(panel);
    }

    private void acts(Panel panel, String catalog, String product, List<DeviceGroupView> groups) {
        if (groups.size() < DEFAULT_GROUPS) {
            panel.beside(button("Add default groups", "Add the default groups of " + product, () -> {
                groupClient.createDefaults(catalog, product);
                changed.run();
            }));
        }
        panel.beside(
                button(
                        "Create group…",
                        "Create a device group of " + product,
                        () -> GroupDialog.create(groupClient, catalog, product, changed)),
                button(
                        "Describe…",
                        "Describe " + product,
                        () -> DescribeProductDialog.open(groupClient, catalog, product, changed)));
    }

    private static Button button(String words, String name, Runnable act) {
        Button button = new Button(words, clicked -> act.run());
        button.addThemeVariants(ButtonVariant.SMALL);
        button.setAriaLabel(name);
        return button;
    }

    private NativeTable table(String catalog, ProductView product, List<DeviceGroupView> groups) {
        NativeTable table = new NativeTable();
        table.addClassName("hf-table");
        table.getElement().setAttribute("aria-label", "Device groups of " + product.name());
        NativeTableRow head = table.getHead().addRow();
        List<String> titles = new ArrayList<>(
                List.of("Group", "OS feed", "Updates", "Data", "Key exchange", "Deployment", "Devices"));
        boolean acts = groups.stream().anyMatch(group -> places.at(group.name()).mayHere(Act.MANAGE_FLEET));
        if (acts) {
            titles.add("Act");
        }
        for (String title : titles) {
            NativeTableHeaderCell cell = head.addHeaderCell();
            cell.setText(title);
            cell.getElement().setAttribute("scope", "col");
        }
        var body = table.getBody();
        groups.forEach(group -> fill(body.addRow(), catalog, group, acts));
        return table;
    }

    private void fill(NativeTableRow row, String catalog, DeviceGroupView group, boolean acts) {
        Anchor name = new Anchor(Links.group(catalog, group.product(), group.name()), group.name());
        Span description = new Span(group.description());
        description.addClassName("hf-muted");
        Div words = new Div(name, description);
        words.addClassName("hf-two-lines");
        NativeTableHeaderCell head = row.addHeaderCell();
        head.getElement().setAttribute("scope", "row");
        head.add(words);
        row.addDataCell().setText(SettingWords.feed(group));
        row.addDataCell().setText(SettingWords.updates(group));
        row.addDataCell().setText(SettingWords.data(group));
        row.addDataCell().add(keyExchange(group));
        row.addDataCell().setText(group.hasDeployment() ? "Yes" : "–");
        row.addDataCell()
                .add(new Anchor(
                        Links.devices(
                                catalog,
                                QueryParameters.simple(Map.of("product", group.product(), "group", group.name()))),
                        Amount.of(group.devices(), "device")));
        if (acts) {
            row.addDataCell().add(acts(catalog, group));
        }
    }

    private Div acts(String catalog, DeviceGroupView group) {
        Div acts = new Div();
        acts.addClassName("hf-inline");
        if (places.at(group.name()).mayHere(Act.MANAGE_FLEET)) {
            acts.add(button(
                    "Settings…",
                    "Settings of " + group.name(),
                    () -> GroupDialog.change(groupClient, catalog, group, changed)));
        }
        if (visit.mayHere(Act.MANAGE_CATALOG)) {
            acts.add(button(
                    "Delete…",
                    "Delete " + group.name(),
                    () -> DeletionDialog.ofGroup(groupClient, catalog, group, changed)));
        }
        return acts;
    }

    private Div keyExchange(DeviceGroupView group) {
        Div cell = new Div();
        cell.addClassName("hf-inline");
        cell.add(new Span(group.requiresPostQuantum() ? demand(group) : "Any"));
        if (places.at(group.name()).mayHere(Act.MANAGE_CATALOG)) {
            Button change = new Button(
                    "Change…", clicked -> ConnectionDialog.open(groupClient, client, visit.catalog(), group, changed));
            change.addThemeVariants(ButtonVariant.SMALL);
            change.setAriaLabel("Change the key exchange that " + group.name() + " demands");
            cell.add(change);
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
