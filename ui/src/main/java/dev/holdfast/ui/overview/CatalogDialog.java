package dev.holdfast.ui.overview;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.holdfast.contract.operator.catalog.CatalogView;
import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.ui.client.SessionClient;
import java.util.Locale;
import java.util.function.Consumer;

/** Names a new catalog. Its name in addresses is proposed from its name for people, and cannot be changed later. */
final class CatalogDialog extends Dialog {
    private static final int NAME_LENGTH = 50;

    private final TextField displayName = new TextField("Display name");
    private final TextField name = new TextField("Name in addresses");
    private final Button create = new Button("Create catalog");

    CatalogDialog(SessionClient client, Consumer<CatalogView> created) {
        setHeaderTitle("Create catalog");
        setWidth("30rem");
        displayName.setMaxLength(NewCatalog.MOST_DISPLAY_NAME);
        displayName.setRequired(true);
        displayName.setHelperText("For people, such as Contoso Appliances");
        displayName.setValueChangeMode(ValueChangeMode.EAGER);
        displayName.setWidthFull();
        displayName.setAutofocus(true);
        name.setPattern(NewCatalog.NAME);
        name.setRequired(true);
        name.setHelperText("Letters, digits, underscores, and hyphens between them; it cannot be changed later");
        name.setValueChangeMode(ValueChangeMode.EAGER);
        name.setWidthFull();
        displayName.addValueChangeListener(change -> {
            if (name.getValue().isEmpty() || name.getValue().equals(propose(change.getOldValue()))) {
                name.setValue(propose(change.getValue()));
            }
            check();
        });
        name.addValueChangeListener(change -> check());
        create.addThemeVariants(ButtonVariant.PRIMARY);
        create.setEnabled(false);
        create.setDisableOnClick(true);
        create.addClickShortcut(Key.ENTER).listenOn(displayName, name);
        create.addClickListener(clicked -> {
            try {
                CatalogView catalog = client.createCatalog(
                        new NewCatalog(name.getValue(), displayName.getValue().strip()));
                close();
                created.accept(catalog);
            } finally {
                check();
            }
        });
        Div form = new Div(displayName, name);
        form.addClassName("hf-form");
        add(form);
        getFooter().add(new Button("Cancel", clicked -> close()), create);
    }

    /** Makes an address of a display name: {@code Contoso Appliances} becomes {@code contoso-appliances}. */
    static String propose(String displayName) {
        String words = displayName.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String begun = words.replaceAll("^-", "");
        return begun.substring(0, Math.min(begun.length(), NAME_LENGTH)).replaceAll("-$", "");
    }

    private void check() {
        create.setEnabled(name.getValue().matches(NewCatalog.NAME)
                && !displayName.getValue().isBlank());
    }
}
