package dev.holdfast.ui.product;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.product.ConnectionImpact;
import dev.holdfast.contract.operator.product.DeletionImpact;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.GroupConnection;
import dev.holdfast.contract.operator.product.GroupSettings;
import dev.holdfast.contract.operator.product.NewProduct;
import dev.holdfast.contract.operator.product.ProductSettings;
import dev.holdfast.contract.operator.product.ProductView;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.FormDialog;
import dev.holdfast.ui.shell.Versioned;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Opens the dialogs of products and device groups. Each dialog runs its last parameter after a change. */
final class ProductDialogs {
    private static final int DESCRIPTION = 500;

    private ProductDialogs() {}

    static void create(ProductClient client, String catalog, Runnable created) {
        FormDialog dialog = new FormDialog(text("product-create.title"), text("product-create.title"));
        String rule = text("product-create.name-rule");
        TextField name = dialog.required(
                "name", new TextField(text("product-create.name")), value -> value.matches(NewProduct.NAME), rule);
        name.setHelperText(rule);
        TextArea description =
                dialog.field("description", new TextArea(text("product-create.description")), value -> true, "");
        description.setMaxLength(DESCRIPTION);
        dialog.onSubmit(() -> {
                    String product = FormDialog.stripped(name);
                    client.create(catalog, new NewProduct(product, FormDialog.stripped(description)));
                    created.run();
                    Toast.done(text("product-create.done", product));
                })
                .open();
    }

    static void describe(GroupClient client, String catalog, String product, Runnable changed) {
        Versioned<ProductView> seen = Versioned.of(() -> client.product(catalog, product));
        TextArea description = new TextArea(text("product-create.description"));
        description.setMaxLength(GroupSettings.MAX_DESCRIPTION);
        description.setWidthFull();
        description.setValue(seen.now().description());
        new ActionDialog(
                        text("product-description.title", product),
                        text("product-description.effect"),
                        text("product-description.submit"),
                        reason -> {
                            seen.change(tag -> client.describe(
                                    catalog, product, tag, new ProductSettings(description.getValue())));
                            Toast.done(text("product-description.done"));
                            changed.run();
                        })
                .onFailure(failure -> seen.refusal(failure, ProductDialogs::facts))
                .with(description)
                .withoutReason()
                .open();
    }

    private static Facts facts(ProductView product) {
        return new Facts().with(text("product-create.description"), product.description());
    }

    static void delete(GroupClient client, String catalog, String product, Runnable done) {
        Versioned<ProductView> seen = Versioned.of(() -> client.product(catalog, product));
        delete(
                text("product-delete.title", product),
                text("product-delete.done", product),
                product,
                client.deletionOf(catalog, product),
                failure -> seen.refusal(failure, ProductDialogs::facts),
                () -> {
                    seen.delete(tag -> client.delete(catalog, product, tag));
                    done.run();
                });
    }

    static void delete(GroupClient client, String catalog, DeviceGroupView group, Runnable done) {
        Versioned<DeviceGroupView> seen = Versioned.of(() -> client.group(catalog, group.product(), group.name()));
        String title = group.product() + " / " + group.name();
        delete(
                text("product-delete.group-title", title),
                text("product-delete.group-done", title),
                group.name(),
                client.deletionOf(catalog, group.product(), group.name()),
                failure -> seen.refusal(failure, GroupDialog.SettingWords::facts),
                () -> {
                    seen.delete(tag -> client.delete(catalog, group.product(), group.name(), tag));
                    done.run();
                });
    }

    private static void delete(
            String title,
            String done,
            String name,
            DeletionImpact impact,
            Function<RuntimeException, Component> failed,
            Runnable delete) {
        new ActionDialog(title, effects(impact), text("product-delete.submit"), reason -> {
                    delete.run();
                    Toast.done(done);
                })
                .onFailure(failed)
                .confirming(name, text("product-delete.name"))
                .when(() -> impact.devices() == 0)
                .withoutReason()
                .dangerous()
                .open();
    }

    private static List<String> effects(DeletionImpact impact) {
        List<String> effects = new ArrayList<>();
        if (impact.devices() > 0) {
            effects.add(text("product-delete.devices", impact.devices()));
        }
        effects.add(text(
                "product-delete.what",
                impact.groups(),
                impact.deployments(),
                impact.roles(),
                impact.tokens(),
                impact.policies()));
        effects.addAll(impact.consequences());
        return effects;
    }

    /** Changes whether a group requires a post-quantum key exchange. The dialog shows how many devices would be refused. */
    static void connection(
            GroupClient client, ApprovalClient approvals, String catalog, DeviceGroupView shown, Runnable done) {
        Versioned<DeviceGroupView> seen = Versioned.of(() -> client.group(catalog, shown.product(), shown.name()));
        DeviceGroupView group = seen.now();
        boolean require = !group.requiresPostQuantum();
        String key = require ? "key-exchange.require." : "key-exchange.allow.";
        ConnectionImpact impact = client.impact(catalog, group.product(), group.name());
        ActionDialog dialog = new ActionDialog(
                        text(key + "title", group.product(), group.name()),
                        require ? requiring(impact) : allowing(impact),
                        text(key + "submit"),
                        reason -> {
                            seen.change(tag -> client.changeKeyExchange(
                                    catalog, group.product(), group.name(), tag, new GroupConnection(require, reason)));
                            Toast.done(text(key + "done", group.product(), group.name()));
                            done.run();
                        })
                .onFailure(failure -> seen.refusal(failure, GroupDialog.SettingWords::facts))
                .withApproval(approvals.rules(catalog).need(ApprovalOperation.CHANGE_GROUP));
        if (require) {
            dialog.dangerous();
            if (impact.other() > 0) {
                dialog.counting((int) impact.other(), text("key-exchange.require.count"));
            }
        }
        dialog.open();
    }

    private static List<String> requiring(ConnectionImpact impact) {
        return List.of(
                text("key-exchange.require.refused", impact.other(), impact.devices()),
                text("key-exchange.require.refused-effect"),
                text("key-exchange.require.kept", impact.postQuantum()),
                text("key-exchange.require.unknown", impact.unknown()));
    }

    private static List<String> allowing(ConnectionImpact impact) {
        return List.of(
                text("key-exchange.allow.effect"),
                text("key-exchange.allow.devices", impact.other() + impact.unknown(), impact.devices()));
    }
}
