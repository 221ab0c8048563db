package dev.holdfast.ui.product;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.ClaimDevices;
import dev.holdfast.contract.operator.ClaimResult;
import dev.holdfast.contract.operator.DeviceGroupView;
import dev.holdfast.contract.operator.ProductView;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Toast;
import java.util.List;

/** Claims devices by their IDs into a product's group. What could not be claimed stays in sight, with the reason. */
final class ClaimDialog extends Dialog {
    private static final String UNSAID =
            "No trusted silicon maker endorsed them, or they were already claimed to a different"
                    + " catalog. Only chips that a trusted silicon maker endorsed can be claimed: README, “A real installation”.";

    private final transient ProductClient client;
    private final String catalog;
    private final transient Runnable done;
    private final Select<String> product = new Select<>();
    private final Select<String> group = new Select<>();
    private final TextArea ids = new TextArea("Device IDs");
    private final Button claim = new Button("Claim devices");
    private final Div outcome = new Div();

    ClaimDialog(ProductClient client, String catalog, List<ProductView> products, Runnable done) {
        this.client = client;
        this.catalog = catalog;
        this.done = done;
        setHeaderTitle("Claim devices");
        setWidth("44rem");
        product.setLabel("Product");
        product.setItems(products.stream().map(ProductView::name).toList());
        group.setLabel("Device group");
        ids.setHelperText(
                "128 hexadecimal digits each, separated by lines, blanks or commas; at most 20,000. A claim is for"
                        + " good: the devices belong to this catalog from then on.");
        ids.setMinRows(6);
        ids.setMaxRows(12);
        ids.setWidthFull();
        ids.addClassName("hf-mono");
        ids.setValueChangeMode(ValueChangeMode.LAZY);
        ids.addValueChangeListener(change -> check());
        product.addValueChangeListener(change -> offerGroups(change.getValue()));
        group.addValueChangeListener(change -> check());
        product.setValue(products.getFirst().name());
        claim.addThemeVariants(ButtonVariant.PRIMARY);
        claim.setEnabled(false);
        claim.setDisableOnClick(true);
        claim.addClickListener(clicked -> submit());
        outcome.getElement().setAttribute("aria-live", "polite");
        Div where = new Div(product, group);
        where.addClassName("hf-form-row");
        add(where, ids, outcome);
        getFooter().add(new Button("Close", clicked -> close()), claim);
    }

    private void offerGroups(String name) {
        List<String> names =
                client.groups(catalog, name).stream().map(DeviceGroupView::name).toList();
        group.setItems(names);
        if (!names.isEmpty()) {
            group.setValue(names.getFirst());
        }
    }

    private void check() {
        DeviceIdList list = DeviceIdList.parse(ids.getValue());
        ids.setInvalid(!list.errors().isEmpty());
        ids.setErrorMessage(list.errors().isEmpty() ? "" : list.errors().getFirst());
        claim.setEnabled(list.errors().isEmpty() && !list.ids().isEmpty() && group.getValue() != null);
        claim.setText(
                list.ids().isEmpty()
                        ? "Claim devices"
                        : "Claim " + Amount.of(list.ids().size(), "device"));
    }

    private void submit() {
        try {
            List<DeviceId> wanted = DeviceIdList.parse(ids.getValue()).ids();
            show(client.claim(catalog, new ClaimDevices(product.getValue(), group.getValue(), wanted)));
        } finally {
            check();
        }
    }

    private void show(ClaimResult result) {
        done.run();
        String sentence = Amount.of(result.claimed(), "device") + " claimed"
                + (result.moved() == 0 ? "" : ", " + Amount.of(result.moved(), "device") + " moved to this group");
        if (result.refused().isEmpty()) {
            close();
            Toast.done(sentence);
            return;
        }
        outcome.removeAll();
        UnorderedList refused = new UnorderedList();
        refused.addClassName("hf-refused");
        result.refused().forEach(id -> refused.add(new ListItem(new Code(id.text()))));
        outcome.add(new Paragraph(sentence + ". " + refusal(result)), refused);
        StringBuilder rest = new StringBuilder();
        result.refused().forEach(id -> rest.append(id.text()).append('\n'));
        ids.setValue(rest.toString());
    }

    /** Says how many devices were refused and why, in the operator API's words where it has some. */
    static String refusal(ClaimResult result) {
        String reason = result.refusalReason();
        return Amount.of(result.refused().size(), "device") + " refused. "
                + (reason.isBlank() ? UNSAID : reason.strip());
    }
}
