package dev.holdfast.ui.product;

import dev.holdfast.contract.operator.product.DeletionImpact;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.ProductView;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.FormDialog;
import dev.holdfast.ui.shell.Seen;
import java.util.ArrayList;
import java.util.List;

/** Asks before a product or a device group is deleted, with what goes with it; its name is typed, since there is no way back. */
final class DeletionDialog {
    private DeletionDialog() {}

    /** Opens it for a product; {@code done} is called when it was deleted. */
    static void ofProduct(GroupClient client, String catalog, String product, Runnable done) {
        Seen<ProductView> seen = Seen.of(() -> client.product(catalog, product));
        open(
                "product " + product,
                product,
                client.deletionOf(catalog, product),
                failure -> seen.refusal(failure, now -> new Facts().with("Description", now.description())),
                () -> {
                    seen.end(tag -> client.delete(catalog, product, tag));
                    done.run();
                });
    }

    /** Opens it for a group; {@code done} is called when it was deleted. */
    static void ofGroup(GroupClient client, String catalog, DeviceGroupView group, Runnable done) {
        Seen<DeviceGroupView> seen = Seen.of(() -> client.group(catalog, group.product(), group.name()));
        open(
                "device group " + group.product() + " / " + group.name(),
                group.name(),
                client.deletionOf(catalog, group.product(), group.name()),
                failure -> seen.refusal(failure, SettingWords::facts),
                () -> {
                    seen.end(tag -> client.delete(catalog, group.product(), group.name(), tag));
                    done.run();
                });
    }

    private static void open(
            String what, String name, DeletionImpact impact, FormDialog.RefusalWords failed, Runnable delete) {
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
                        Amount.of(impact.groups(), "device group"),
                        Amount.of(impact.deployments(), "deployment"),
                        Amount.of(impact.roles(), "role"),
                        Amount.of(impact.tokens(), "token"),
                        Amount.of(impact.policies(), "active policy", "active policies"))
                + ".");
        effects.addAll(impact.consequences());
        return effects;
    }
}
