package dev.holdfast.ui.product;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.QueryParameters;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.ProductView;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A product with its device groups. */
final class ProductPanel extends Div {
    private static final int DEFAULT_GROUPS = 5;

    private final transient GroupClient client;
    private final transient Scopes scopes;
    private final transient ApprovalClient approvals;
    private final transient Visit visit;
    private final transient Runnable changed;

    interface Scopes {
        /** Returns the visit to a group of the product, or to the whole product for null. */
        Visit at(@Nullable String group);
    }

    /** {@code changed} runs after a change. Deleting a group requires a role for its product, deleting a product a role in the whole catalog. */
    ProductPanel(
            GroupClient client,
            ApprovalClient approvals,
            Scopes scopes,
            ProductView product,
            List<DeviceGroupView> groups,
            Runnable changed) {
        this.client = client;
        this.approvals = approvals;
        this.scopes = scopes;
        this.visit = scopes.at(null);
        this.changed = changed;
        String catalog = visit.catalog();
        Anchor devices = new Anchor(
                Links.devices(catalog, QueryParameters.of("product", product.name())),
                Amount.of(product.devices(), "device"));
        Panel panel = new Panel(product.name()).beside(devices);
        if (visit.mayHere(Permission.MANAGE_FLEET)) {
            addActions(panel, catalog, product.name(), groups);
        }
        if (visit.may(Permission.MANAGE_CATALOG)) {
            panel.beside(Styled.small(
                    text("products.delete"),
                    text("products.delete.of", product.name()),
                    () -> ProductDialogs.delete(client, catalog, product.name(), changed)));
        }
        if (!product.description().isEmpty()) {
            panel.add(new Paragraph(product.description()));
        }
        panel.add(table(catalog, product, groups));
        add(panel);
    }

    private void addActions(Panel panel, String catalog, String product, List<DeviceGroupView> groups) {
        if (groups.size() < DEFAULT_GROUPS) {
            panel.beside(Styled.small(
                    text("products.add-default-groups"), text("products.add-default-groups.of", product), () -> {
                        client.createDefaults(catalog, product);
                        changed.run();
                    }));
        }
        panel.beside(
                Styled.small(
                        text("products.create-group"),
                        text("products.create-group.of", product),
                        () -> GroupDialog.create(client, catalog, product, changed)),
                Styled.small(
                        text("products.edit-description"),
                        text("products.edit-description.of", product),
                        () -> ProductDialogs.describe(client, catalog, product, changed)));
    }

    private RowTable table(String catalog, ProductView product, List<DeviceGroupView> groups) {
        RowTable table = new RowTable(
                text("products.groups", product.name()),
                text("products.column.group"),
                text("group-settings.os-feed"),
                text("group-settings.updates"),
                text("group-settings.data"),
                text("group-settings.key-exchange"),
                text("products.column.deployment"),
                text("products.column.devices"));
        boolean changeable =
                groups.stream().anyMatch(group -> scopes.at(group.name()).mayHere(Permission.MANAGE_FLEET));
        if (changeable) {
            table.column(text("products.column.actions"));
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
                    new Span(group.hasDeployment() ? text("products.deployed") : "–"),
                    new Anchor(
                            Links.devices(
                                    catalog,
                                    QueryParameters.simple(Map.of("product", group.product(), "group", group.name()))),
                            Amount.of(group.devices(), "device")));
            if (changeable) {
                row.addDataCell().add(actions(catalog, group));
            }
        }
        return table;
    }

    private Div actions(String catalog, DeviceGroupView group) {
        Div actions = Styled.div("hf-inline");
        if (scopes.at(group.name()).mayHere(Permission.MANAGE_FLEET)) {
            actions.add(Styled.small(
                    text("products.settings"),
                    text("products.settings.of", group.name()),
                    () -> GroupDialog.change(client, catalog, group, changed)));
        }
        if (visit.mayHere(Permission.MANAGE_CATALOG)) {
            actions.add(Styled.small(
                    text("products.delete"),
                    text("products.delete.of", group.name()),
                    () -> ProductDialogs.delete(client, catalog, group, changed)));
        }
        return actions;
    }

    private Div keyExchange(DeviceGroupView group) {
        Div cell = Styled.div("hf-inline");
        cell.add(new Span(keyExchangeOf(group)));
        if (scopes.at(group.name()).mayHere(Permission.MANAGE_CATALOG)) {
            cell.add(Styled.small(
                    text("products.change"),
                    text("products.change.of", group.name()),
                    () -> ProductDialogs.connection(client, approvals, visit.catalog(), group, changed)));
        }
        return cell;
    }

    /**
     * Returns the required key exchange, or the number of refused devices if there are any: those that last used another one. They cannot
     * report the refusal.
     */
    private String keyExchangeOf(DeviceGroupView group) {
        long refused = group.requiresPostQuantum()
                ? client.impact(visit.catalog(), group.product(), group.name()).other()
                : 0;
        return refused == 0 ? GroupDialog.SettingWords.keyExchange(group) : text("products.refused", refused);
    }
}
