package dev.holdfast.ui.deployment;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBoxI18n;
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
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.device.DeviceClient;
import dev.holdfast.ui.product.ProductClient;
import dev.holdfast.ui.shell.FormDialog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Deploys images to a group. Shows the current deployment and the effect of the new one. */
final class DeployDialog extends FormDialog {
    private final transient DeployPreview preview;
    /** Whether the catalog requires approval of each deployment. A group can require it, too. */
    private final boolean needsApproval;

    private final Select<DeviceGroupView> group = new Select<>();
    private final MultiSelectComboBox<ImageView> images = new MultiSelectComboBox<>(text("deploy.images"));
    /** Says what is deployed to the group now. */
    private final Paragraph now = new Paragraph();
    /** Says what the new deployment would do. */
    private final Paragraph effect = new Paragraph();

    private transient DeployPreview.Target target = DeployPreview.Target.NONE;

    private DeployDialog(
            String title,
            DeploymentClient client,
            DeployPreview preview,
            List<ImageView> choice,
            boolean needsApproval,
            Consumer<DeploymentView> started) {
        super(title, text("deploy.submit"));
        setWidth("36rem");
        this.preview = preview;
        this.needsApproval = needsApproval;
        group.setLabel(text("deploy.device-group"));
        group.setPlaceholder(text("deploy.choose-group"));
        group.setItemLabelGenerator(DeviceGroupView::name);
        images.setItems(choice);
        images.setI18n(new MultiSelectComboBoxI18n()
                .setCleared(text("deploy.images.cleared"))
                .setFocused(text("deploy.images.focused"))
                .setSelected(text("deploy.images.selected"))
                .setDeselected(text("deploy.images.deselected"))
                .setTotal(text("deploy.images.total", "{count}")));
        images.setItemLabelGenerator(image -> DeployPreview.name(image) + " · " + image.type() + " · "
                + image.id().text().substring(0, 8));
        images.setHelperText(text(choice.isEmpty() ? "deploy.no-images" : "deploy.images-hint"));
        field("imageIds", images, DeployDialog::isDeployable, text("deploy.images-rule", NewDeployment.MAX_IMAGES));
        TextField reason = field("reason", new TextField(text("deploy.reason")), value -> true, "");
        reason.setMaxLength(Reason.MAX_LENGTH);
        reason.setHelperText(text("deploy.reason-hint"));
        effect.getElement().setAttribute("aria-live", "polite");
        effect.addClassName("hf-effect");
        put(effect);
        now.setVisible(false);
        bind("group", group, Objects::nonNull, text("deploy.choose-group"));
        group.addValueChangeListener(change -> look(change.getValue()));
        images.addValueChangeListener(change -> explain());
        when(() -> target.takesApplications(), group);
        withApproval(needsApproval);
        onSubmit(() -> {
            String given = stripped(reason);
            NewDeployment request = new NewDeployment(
                    images.getValue().stream().map(ImageView::id).toList(), given.isEmpty() ? null : given);
            DeviceGroupView to = group.getValue();
            started.accept(client.deploy(preview.catalog(), to.product(), to.name(), request));
        });
    }

    static DeployDialog choosingGroup(
            DeploymentClient client,
            ProductClient products,
            DeployPreview preview,
            List<ImageView> choice,
            boolean needsApproval,
            Consumer<DeploymentView> started) {
        DeployDialog dialog = new DeployDialog(text("deploy.title"), client, preview, choice, needsApproval, started);
        Select<String> product = new Select<>();
        product.setLabel(text("deploy.product"));
        product.setPlaceholder(text("deploy.choose-product"));
        product.addValueChangeListener(
                change -> dialog.group.setItems(products.groups(preview.catalog(), change.getValue())));
        List<String> names = products.products(preview.catalog()).stream()
                .map(ProductView::name)
                .toList();
        product.setItems(names);
        if (names.size() == 1) {
            product.setValue(names.getFirst());
        }
        Div selects = Styled.div("hf-form-row", product, dialog.group);
        dialog.first(dialog.now).first(selects);
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
                text("deploy.title-group", target.product(), target.name()),
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

    /** Selects an image in advance. */
    DeployDialog choose(ImageView image) {
        images.setValue(Set.of(image));
        return this;
    }

    private static boolean isDeployable(Set<ImageView> chosen) {
        Set<Object> components = new HashSet<>();
        return !chosen.isEmpty()
                && chosen.size() <= NewDeployment.MAX_IMAGES
                && chosen.stream().allMatch(image -> components.add(image.component()));
    }

    private void look(@Nullable DeviceGroupView chosen) {
        target = chosen == null ? DeployPreview.Target.NONE : preview.of(chosen);
        now.setText(target.now());
        now.setVisible(chosen != null);
        explain();
        withApproval(needsApproval || (chosen != null && chosen.requiresApproval()));
    }

    private void explain() {
        effect.setText(target.effect(images.getValue()));
    }

    /** Previews deployments to a group. */
    record DeployPreview(DeploymentClient deployments, DeviceClient devices, String catalog) {
        /**
         * A group and its current deployment.
         *
         * @param group null while none is chosen
         * @param deployed the images that are deployed to it
         * @param held the number of untrusted devices. They can install the images only to repair themselves
         */
        record Target(@Nullable DeviceGroupView group, List<ImageView> deployed, long held) {
            static final Target NONE = new Target(null, List.of(), 0);

            boolean takesApplications() {
                return group != null && group.updatePolicy().equals("UpdateAll");
            }

            String now() {
                return deployed.isEmpty()
                        ? text("deploy.nothing-deployed")
                        : text(
                                "deploy.deployed",
                                deployed.stream().map(DeployPreview::name).collect(Collectors.joining(", ")));
            }

            String effect(Collection<ImageView> chosen) {
                if (group == null) {
                    return "";
                }
                if (!takesApplications()) {
                    return text("deploy.os-only");
                }
                List<String> sentences = new ArrayList<>();
                sentences.add(
                        group.devices() == 0
                                ? text("deploy.no-devices")
                                : text("deploy.installing", group.devices() - held));
                if (held > 0) {
                    sentences.add(text("deploy.held", held));
                }
                if (!deployed.isEmpty()) {
                    boolean same = ids(chosen).equals(ids(deployed));
                    sentences.add(text(same ? "deploy.already-deployed" : "deploy.replaces"));
                }
                return String.join(" ", sentences);
            }

            private static Set<ImageId> ids(Collection<ImageView> images) {
                return images.stream().map(ImageView::id).collect(Collectors.toSet());
            }
        }

        /** Reads the newest deployment of a group, and the number of its untrusted devices. */
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
            return text("deploy.image", image.name(), Long.toString(image.securityVersion()));
        }
    }
}
