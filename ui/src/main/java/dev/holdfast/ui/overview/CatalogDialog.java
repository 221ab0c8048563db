package dev.holdfast.ui.overview;

import com.vaadin.flow.component.textfield.TextField;
import dev.holdfast.contract.operator.catalog.CatalogView;
import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.ui.client.SessionClient;
import dev.holdfast.ui.shell.FormDialog;
import java.util.Locale;
import java.util.function.Consumer;

/** Creates a catalog. Its name in addresses is derived from its display name, and cannot be changed later. */
final class CatalogDialog extends FormDialog {
    private static final int NAME_LENGTH = 50;

    CatalogDialog(SessionClient client, Consumer<CatalogView> created) {
        super("Create catalog", "Create catalog");
        TextField displayName = text("displayName", new TextField("Display name"));
        displayName.setMaxLength(NewCatalog.MOST_DISPLAY_NAME);
        displayName.setHelperText("For people, such as Contoso Appliances");
        String form = "Letters, digits, underscores, and hyphens between them; it cannot be changed later";
        TextField name = text("name", new TextField("Name in addresses"), text -> text.matches(NewCatalog.NAME), form);
        name.setHelperText(form);
        displayName.addValueChangeListener(change -> {
            if (name.getValue().isEmpty() || name.getValue().equals(propose(change.getOldValue()))) {
                name.setValue(propose(change.getValue()));
            }
        });
        onSubmit(() -> created.accept(client.createCatalog(new NewCatalog(stripped(name), stripped(displayName)))));
    }

    /** Makes an address of a display name: {@code Contoso Appliances} becomes {@code contoso-appliances}. */
    static String propose(String displayName) {
        String words = displayName.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String begun = words.replaceAll("^-", "");
        return begun.substring(0, Math.min(begun.length(), NAME_LENGTH)).replaceAll("-$", "");
    }
}
