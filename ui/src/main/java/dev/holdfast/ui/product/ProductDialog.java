package dev.holdfast.ui.product;

import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import dev.holdfast.contract.operator.product.NewProduct;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.FormDialog;

/** Creates a product. */
final class ProductDialog extends FormDialog {
    private static final int DESCRIPTION = 500;

    ProductDialog(ProductClient client, String catalog, Runnable created) {
        super("Create product", "Create product");
        String form = "3 to 50 letters, digits and underscores, and blanks between them";
        TextField name = text("name", new TextField("Name"), text -> text.matches(NewProduct.NAME), form);
        name.setHelperText(form);
        TextArea description = field("description", new TextArea("Description"), text -> true, "");
        description.setMaxLength(DESCRIPTION);
        onSubmit(() -> {
            client.create(catalog, new NewProduct(stripped(name), stripped(description)));
            created.run();
            Toast.done("Product " + stripped(name) + " created, with five device groups");
        });
    }
}
