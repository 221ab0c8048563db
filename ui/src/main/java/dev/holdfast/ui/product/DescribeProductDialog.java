package dev.holdfast.ui.product;

import com.vaadin.flow.component.textfield.TextArea;
import dev.holdfast.contract.operator.product.GroupSettings;
import dev.holdfast.contract.operator.product.ProductSettings;
import dev.holdfast.contract.operator.product.ProductView;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.Seen;

/** What a product is. What somebody else wrote meanwhile is not overwritten. */
final class DescribeProductDialog {
    private DescribeProductDialog() {}

    static void open(GroupClient client, String catalog, String product, Runnable changed) {
        Seen<ProductView> seen = Seen.of(() -> client.product(catalog, product));
        TextArea description = new TextArea("Description");
        description.setMaxLength(GroupSettings.MOST_DESCRIPTION);
        description.setWidthFull();
        description.setValue(seen.now().description());
        new ActionDialog(
                        "Describe " + product,
                        "Everybody in the catalog sees it; the audit log keeps what was before.",
                        "Save",
                        reason -> {
                            seen.change(tag -> client.describe(
                                    catalog, product, tag, new ProductSettings(description.getValue())));
                            Toast.done("Saved");
                            changed.run();
                        })
                .refusing(failure ->
                        seen.refusal(failure, now -> new Facts().with(description.getLabel(), now.description())))
                .with(description)
                .withoutReason()
                .open();
    }
}
