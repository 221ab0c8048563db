package dev.holdfast.ui.deployment;

import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.deployment.DeploymentView;
import dev.holdfast.contract.operator.deployment.NewDeployment;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.ProductView;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.device.DeviceClient;
import dev.holdfast.ui.product.ProductClient;
import dev.holdfast.ui.shell.FormDialog;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Deploys images to a group: shows what the group runs now, and what the deployment does. */
final class DeployDialog extends FormDialog {
    private final transient DeployPreview preview;
    private final Select<DeviceGroupView> group = new Select<>();
    private final MultiSelectComboBox<ImageView> images = new MultiSelectComboBox<>("Images");
    private final Paragraph now = new Paragraph();
    private final Paragraph effect = new Paragraph();
    private transient DeployPreview.Target target = DeployPreview.Target.NONE;

    private DeployDialog(
            String title,
            DeploymentClient client,
            DeployPreview preview,
            List<ImageView> choice,
            boolean needsApproval,
            Consumer<DeploymentView> started) {
        super(title, "Start deployment");
        setWidth("36rem");
        this.preview = preview;
        group.setLabel("Device group");
        group.setPlaceholder("Choose a group");
        group.setItemLabelGenerator(DeviceGroupView::name);
        images.setItems(choice);
        images.setItemLabelGenerator(image -> DeployPreview.name(image) + " · " + image.type() + " · "
                + image.id().text().substring(0, 8));
        images.setHelperText(
                choice.isEmpty()
                        ? "This catalog has no image that can be deployed yet."
                        : "Each component at most once. The newest deployment of a group wins.");
        field(
                "imageIds",
                images,
                DeployDialog::isDeployable,
                "Choose each component at most once, and at most " + NewDeployment.MOST_IMAGES + " images");
        TextField reason = field("reason", new TextField("Why (optional)"), text -> true, "");
        reason.setMaxLength(Reason.MAX_LENGTH);
        reason.setHelperText("For the audit log, and for whoever has to approve it.");
        effect.getElement().setAttribute("aria-live", "polite");
        effect.addClassName("hf-effect");
        put(effect);
        now.setVisible(false);
        bind("group", group, Objects::nonNull, "Choose a group");
        group.addValueChangeListener(change -> look(change.getValue()));
        images.addValueChangeListener(change -> explain());
        when(() -> target.takesApplications(), group);
        asking(needsApproval);
        onSubmit(() -> {
            String why = stripped(reason);
            NewDeployment request = new NewDeployment(
                    images.getValue().stream().map(ImageView::id).toList(), why.isEmpty() ? null : why);
            DeviceGroupView to = group.getValue();
            started.accept(client.deploy(preview.catalog(), to.product(), to.name(), request));
        });
    }

    static DeployDialog toSome(
            DeploymentClient client,
            ProductClient products,
            DeployPreview preview,
            List<ImageView> choice,
            boolean needsApproval,
            Consumer<DeploymentView> started) {
        DeployDialog dialog = new DeployDialog("Start deployment", client, preview, choice, needsApproval, started);
        Select<String> product = new Select<>();
        product.setLabel("Product");
        product.setPlaceholder("Choose a product");
        product.addValueChangeListener(
                change -> dialog.group.setItems(products.groups(preview.catalog(), change.getValue())));
        List<String> names = products.products(preview.catalog()).stream()
                .map(ProductView::name)
                .toList();
        product.setItems(names);
        if (names.size() == 1) {
            product.setValue(names.getFirst());
        }
        Div where = Styled.div("hf-form-row", product, dialog.group);
        dialog.first(dialog.now).first(where);
        return dialog;
    }

    static DeployDialog to(
            DeploymentClient client,
            DeployPreview preview,
            DeviceGroupView target,
            List<ImageView> choice,
            boolean needsApproval,
            Consumer<DeploymentView> started) {
        DeployDialog dialog = new DeployDialog(
                "Deploy to " + target.product() + " / " + target.name(),
                client,
                preview,
                choice,
                needsApproval,
                started);
        dialog.first(dialog.now);
        dialog.group.setItems(List.of(target));
        dialog.group.setValue(target);
        return dialog;
    }

    DeployDialog choose(ImageView image) {
        images.setValue(Set.of(image));
        return this;
    }

    private static boolean isDeployable(Set<ImageView> chosen) {
        Set<Object> components = new HashSet<>();
        return !chosen.isEmpty()
                && chosen.size() <= NewDeployment.MOST_IMAGES
                && chosen.stream().allMatch(image -> components.add(image.component()));
    }

    private void look(@Nullable DeviceGroupView chosen) {
        target = chosen == null ? DeployPreview.Target.NONE : preview.of(chosen);
        now.setText(target.now());
        now.setVisible(chosen != null);
        explain();
        check();
    }

    private void explain() {
        effect.setText(target.effect(images.getValue()));
    }

    /** Says what a deployment to a group does before it is started. */
    record DeployPreview(DeploymentClient deployments, DeviceClient devices, String catalog) {
        /**
         * What a group runs now, and who gets what is deployed to it.
         *
         * @param group the group; null while none is chosen
         * @param deployed the images that are deployed to it
         * @param held how many of its devices get no update, because they are untrusted
         */
        record Target(@Nullable DeviceGroupView group, List<ImageView> deployed, long held) {
            static final Target NONE = new Target(null, List.of(), 0);

            boolean takesApplications() {
                return group != null && group.updatePolicy().equals("UpdateAll");
            }

            String now() {
                return deployed.isEmpty()
                        ? "Nothing is deployed to this group yet."
                        : "Deployed now: "
                                + deployed.stream().map(DeployPreview::name).collect(Collectors.joining(", "));
            }

            String effect(Collection<ImageView> chosen) {
                if (group == null) {
                    return "";
                }
                if (!takesApplications()) {
                    return "This group takes updates of the operating system only. Choose another group for applications.";
                }
                long installing = group.devices() - held;
                String devices = group.devices() == 0
                        ? "The group has no devices yet; those that join it will install these images."
                        : Amount.of(installing, "device")
                                + " will install these images at the next contact and count as done"
                                + " once attested.";
                return devices
                        + (held == 0
                                ? ""
                                : " " + Amount.of(held, "untrusted-device") + (held == 1 ? " is" : " are")
                                        + " held back until trusted again.")
                        + replaced(chosen);
            }

            private String replaced(Collection<ImageView> chosen) {
                if (deployed.isEmpty()) {
                    return "";
                }
                return ids(chosen).equals(ids(deployed))
                        ? " These images are deployed to the group already."
                        : " This replaces the group's current deployment.";
            }

            private static Set<ImageId> ids(Collection<ImageView> images) {
                return images.stream().map(ImageView::id).collect(Collectors.toSet());
            }
        }

        Target of(DeviceGroupView group) {
            List<DeploymentView> newest = group.hasDeployment()
                    ? deployments
                            .ofGroup(catalog, group.product(), group.name(), ListRequest.of(null, 1))
                            .getEntity()
                    : List.of();
            Filter untrustedInGroup = Filter.of("is", "untrusted")
                    .and(Filter.of("product", group.product()))
                    .and(Filter.of("group", group.name()));
            long untrusted = devices.page(catalog, ListRequest.of(untrustedInGroup.text(), 1))
                    .total();
            return new Target(
                    group,
                    newest.isEmpty() ? List.of() : newest.getFirst().images(),
                    Math.min(untrusted, group.devices()));
        }

        static String name(ImageView image) {
            return image.name() + " · version " + image.securityVersion();
        }
    }
}
