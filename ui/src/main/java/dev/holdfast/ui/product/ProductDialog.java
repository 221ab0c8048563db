package dev.holdfast.ui.product;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.holdfast.contract.operator.product.NewProduct;
import dev.holdfast.ui.component.Toast;

/** Names a new product. */
final class ProductDialog extends Dialog {
    private static final int DESCRIPTION = 500;

    ProductDialog(ProductClient client, String catalog, Runnable created) {
        setHeaderTitle("Create product");
        setWidth("30rem");
        TextField name = new TextField("Name");
        name.setHelperText("3 to 50 letters, digits and underscores, and blanks between them");
        name.setPattern(NewProduct.NAME);
        name.setRequired(true);
        name.setValueChangeMode(ValueChangeMode.EAGER);
        name.setWidthFull();
        name.setAutofocus(true);
        TextArea description = new TextArea("Description");
        description.setMaxLength(DESCRIPTION);
        description.setWidthFull();
        Button create = new Button("Create product");
        create.addThemeVariants(ButtonVariant.PRIMARY);
        create.setEnabled(false);
        create.setDisableOnClick(true);
        create.addClickShortcut(Key.ENTER).listenOn(name);
        name.addValueChangeListener(
                change -> create.setEnabled(change.getValue().matches(NewProduct.NAME)));
        create.addClickListener(clicked -> {
            try {
                client.create(catalog, new NewProduct(name.getValue(), description.getValue()));
                close();
                created.run();
                Toast.done("Product " + name.getValue() + " created, with five device groups");
            } finally {
                create.setEnabled(true);
            }
        });
        Div form = new Div(name, description);
        form.addClassName("hf-form");
        add(form);
        getFooter().add(new Button("Cancel", clicked -> close()), create);
    }
}
