package dev.holdfast.ui.product;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import dev.holdfast.contract.operator.product.ConnectionImpact;
import dev.holdfast.contract.operator.product.DeletionImpact;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.GroupConnection;
import dev.holdfast.contract.operator.product.GroupSettings;
import dev.holdfast.contract.operator.product.NewProduct;
import dev.holdfast.contract.operator.product.ProductSettings;
import dev.holdfast.contract.operator.product.ProductView;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.FormDialog;
import dev.holdfast.ui.shell.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The dialogs of products, and those of device groups beside their settings. Each calls its last parameter when it has changed something. */
final class ProductDialogs {
    private static final int DESCRIPTION = 500;

    private ProductDialogs() {}

    static void create(ProductClient client, String catalog, Runnable created) {
        FormDialog dialog = new FormDialog("Create product", "Create product");
        String form = "3 to 50 letters, digits and underscores, and blanks between them";
        TextField name = dialog.required("name", new TextField("Name"), text -> text.matches(NewProduct.NAME), form);
        name.setHelperText(form);
        TextArea description = dialog.field("description", new TextArea("Description"), text -> true, "");
        description.setMaxLength(DESCRIPTION);
        dialog.onSubmit(() -> {
                    String product = FormDialog.stripped(name);
                    client.create(catalog, new NewProduct(product, FormDialog.stripped(description)));
                    created.run();
                    Toast.done("Product " + product + " created, with five device groups");
                })
                .open();
    }

    static void describe(GroupClient client, String catalog, String product, Runnable changed) {
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
                .refusing(failure -> seen.refusal(failure, ProductDialogs::words))
                .with(description)
                .withoutReason()
                .open();
    }

    private static Facts words(ProductView product) {
        return new Facts().with("Description", product.description());
    }

    static void delete(GroupClient client, String catalog, String product, Runnable done) {
        Seen<ProductView> seen = Seen.of(() -> client.product(catalog, product));
        delete(
                "product " + product,
                product,
                client.deletionOf(catalog, product),
                failure -> seen.refusal(failure, ProductDialogs::words),
                () -> {
                    seen.end(tag -> client.delete(catalog, product, tag));
                    done.run();
                });
    }

    static void delete(GroupClient client, String catalog, DeviceGroupView group, Runnable done) {
        Seen<DeviceGroupView> seen = Seen.of(() -> client.group(catalog, group.product(), group.name()));
        delete(
                "device group " + group.product() + " / " + group.name(),
                group.name(),
                client.deletionOf(catalog, group.product(), group.name()),
                failure -> seen.refusal(failure, GroupDialog.SettingWords::facts),
                () -> {
                    seen.end(tag -> client.delete(catalog, group.product(), group.name(), tag));
                    done.run();
                });
    }

    /** The name is typed, since there is no way back. */
    private static void delete(
            String what,
            String name,
            DeletionImpact impact,
            Function<RuntimeException, Component> failed,
            Runnable delete) {
        new ActionDialog("Delete " + what, effects(impact), "Delete", reason -> {
                    delete.run();
                    Toast.done("Deleted " + what);
                })
                .refusing(failed)
                .confirming(name, "Name")
                .when(() -> impact.devices() == 0)
                .withoutReason()
                .dangerous()
                .open();
    }

    private static List<String> effects(DeletionImpact impact) {
        List<String> effects = new ArrayList<>();
        if (impact.devices() > 0) {
            effects.add(Amount.of(impact.devices(), "device") + (impact.devices() == 1 ? " is" : " are") + " in it.");
        }
        effects.add("What goes: "
                + String.join(
                        ", ",
                        Amount.of(impact.groups(), "device-group"),
                        Amount.of(impact.deployments(), "deployment"),
                        Amount.of(impact.roles(), "role"),
                        Amount.of(impact.tokens(), "token"),
                        Amount.of(impact.policies(), "active-policy"))
                + ".");
        effects.addAll(impact.consequences());
        return effects;
    }

    /** Lets a group demand a post-quantum key exchange, or no longer, after saying whom that shuts out. */
    static void connection(GroupClient client, String catalog, DeviceGroupView shown, Runnable done) {
        Seen<DeviceGroupView> seen = Seen.of(() -> client.group(catalog, shown.product(), shown.name()));
        DeviceGroupView group = seen.now();
        boolean demand = !group.requiresPostQuantum();
        ConnectionImpact impact = client.impact(catalog, group.product(), group.name());
        String title = group.product() + " / " + group.name();
        ActionDialog dialog = new ActionDialog(
                        demand
                                ? "Demand a post-quantum key exchange of " + title
                                : "Let " + title + " connect over any key exchange",
                        demand ? demanding(impact) : allowing(impact),
                        demand ? "Demand it" : "Allow any",
                        reason -> {
                            seen.change(tag -> client.connect(
                                    catalog, group.product(), group.name(), tag, new GroupConnection(demand, reason)));
                            Toast.done(title
                                    + (demand ? " demands a post-quantum key exchange" : " takes any key exchange"));
                            done.run();
                        })
                .refusing(failure -> seen.refusal(failure, GroupDialog.SettingWords::facts));
        if (demand) {
            dialog.dangerous();
        }
        (demand && impact.other() > 0 ? dialog.counting((int) impact.other(), "Devices that will be refused") : dialog)
                .open();
    }

    private static List<String> demanding(ConnectionImpact impact) {
        return List.of(
                Amount.of(impact.other(), "device") + " of " + impact.devices()
                        + " last connected over another key exchange: gateways refuse them within seconds. They get no"
                        + " software, no certificates, and can report nothing, until this is taken back.",
                Amount.of(impact.postQuantum(), "device") + " last connected over X25519MLKEM768 and "
                        + (impact.postQuantum() == 1 ? "stays" : "stay") + " connected. Of "
                        + Amount.of(impact.unknown(), "device") + " nobody knows it.");
    }

    private static List<String> allowing(ConnectionImpact impact) {
        return List.of("Gateways let devices of the group in over every key exchange again. "
                + Amount.of(impact.other() + impact.unknown(), "device") + " of " + impact.devices()
                + " did not last connect over a post-quantum one.");
    }
}
