package dev.holdfast.ui.product;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.QueryParameters;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.ProductView;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.shell.Links;
import java.util.List;
import java.util.Map;

/** One product with its groups. */
final class ProductPanel extends Div {
    ProductPanel(String catalog, ProductView product, List<DeviceGroupView> groups) {
        Anchor devices = new Anchor(
                Links.devices(catalog, QueryParameters.of("product", product.name())),
                Amount.of(product.devices(), "device"));
        Panel panel = new Panel(product.name()).beside(devices);
        if (!product.description().isEmpty()) {
            panel.add(new Paragraph(product.description()));
        }
        panel.add(table(catalog, product, groups));
        add(panel);
    }

    private static NativeTable table(String catalog, ProductView product, List<DeviceGroupView> groups) {
        NativeTable table = new NativeTable();
        table.addClassName("hf-table");
        table.getElement().setAttribute("aria-label", "Device groups of " + product.name());
        NativeTableRow head = table.getHead().addRow();
        for (String title : List.of("Group", "OS feed", "Updates", "Deployment", "Devices")) {
            NativeTableHeaderCell cell = head.addHeaderCell();
            cell.setText(title);
            cell.getElement().setAttribute("scope", "col");
        }
        var body = table.getBody();
        groups.forEach(group -> fill(body.addRow(), catalog, group));
        return table;
    }

    private static void fill(NativeTableRow row, String catalog, DeviceGroupView group) {
        Span name = new Span(group.name());
        Span description = new Span(group.description());
        description.addClassName("hf-muted");
        Div words = new Div(name, description);
        words.addClassName("hf-two-lines");
        NativeTableHeaderCell head = row.addHeaderCell();
        head.getElement().setAttribute("scope", "row");
        head.add(words);
        row.addDataCell().setText(group.osFeedType().equals("RetailEval") ? "Evaluation" : "Retail");
        row.addDataCell().setText(group.updatePolicy().equals("UpdateAll") ? "OS and applications" : "OS only");
        row.addDataCell().setText(group.hasDeployment() ? "Yes" : "–");
        row.addDataCell()
                .add(new Anchor(
                        Links.devices(
                                catalog,
                                QueryParameters.simple(Map.of("product", group.product(), "group", group.name()))),
                        Amount.of(group.devices(), "device")));
    }
}
