package dev.holdfast.ui.deployment;

import static java.util.Comparator.comparing;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.deployment.DeploymentView;
import dev.holdfast.contract.operator.deployment.NewDeployment;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.ProductView;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.SecondPersonNeeded;
import dev.holdfast.ui.product.ProductClient;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Chooses a group and the images that it shall run, and says what that does before it is done. */
final class DeployDialog extends Dialog {
    private final String catalog;
    private final Select<DeviceGroupView> group = new Select<>();
    private final MultiSelectComboBox<ImageView> images = new MultiSelectComboBox<>("Images");
    private final TextField reason = new TextField("Why (optional)");
    private final boolean secondPerson;
    private final Paragraph effect = new Paragraph();
    private final Button deploy = new Button();

    /** Offers {@code choice}, images that can be deployed; {@code secondPerson} says whether the catalog wants one for it. */
    private DeployDialog(
            DeploymentClient client,
            String catalog,
            List<ImageView> choice,
            boolean secondPerson,
            Consumer<DeploymentView> started) {
        this.catalog = catalog;
        this.secondPerson = secondPerson;
        setWidth("36rem");
        group.setLabel("Device group");
        group.setItemLabelGenerator(DeviceGroupView::name);
        images.setItems(choice);
        images.setItemLabelGenerator(image -> image.name() + " · " + image.type() + " · version "
                + image.securityVersion() + " · " + image.id().text().substring(0, 8));
        images.setWidthFull();
        images.setHelperText(
                choice.isEmpty()
                        ? "This catalog has no image that can be deployed yet."
                        : "Each component at most once. The newest deployment of a group wins.");
        reason.setMaxLength(Reason.MAX_LENGTH);
        reason.setWidthFull();
        reason.setHelperText("For the audit log, and for whoever has to approve it.");
        effect.getElement().setAttribute("aria-live", "polite");
        effect.addClassName("hf-effect");
        group.addValueChangeListener(change -> check());
        images.addValueChangeListener(change -> check());
        deploy.setText(secondPerson ? "Ask for approval" : "Start deployment");
        deploy.addThemeVariants(ButtonVariant.PRIMARY);
        deploy.setDisableOnClick(true);
        deploy.addClickListener(clicked -> start(client, started));
        check();
        add(images, reason, effect);
        getFooter().add(new Button("Cancel", clicked -> close()), deploy);
    }

    /** Makes one for a group that is chosen in it. */
    static DeployDialog toSome(
            DeploymentClient client,
            ProductClient products,
            String catalog,
            List<ImageView> choice,
            boolean secondPerson,
            Consumer<DeploymentView> started) {
        DeployDialog dialog = new DeployDialog(client, catalog, choice, secondPerson, started);
        dialog.setHeaderTitle("Start deployment");
        Select<String> product = new Select<>();
        product.setLabel("Product");
        product.addValueChangeListener(change -> dialog.offer(products.groups(catalog, change.getValue())));
        List<String> names =
                products.products(catalog).stream().map(ProductView::name).toList();
        product.setItems(names);
        names.stream().findFirst().ifPresent(product::setValue);
        Div where = new Div(product, dialog.group);
        where.addClassName("hf-form-row");
        dialog.addComponentAsFirst(where);
        return dialog;
    }

    /** Makes one for a group. */
    static DeployDialog to(
            DeploymentClient client,
            String catalog,
            DeviceGroupView target,
            List<ImageView> choice,
            boolean secondPerson,
            Consumer<DeploymentView> started) {
        DeployDialog dialog = new DeployDialog(client, catalog, choice, secondPerson, started);
        dialog.setHeaderTitle("Deploy to " + target.product() + " / " + target.name());
        dialog.offer(List.of(target));
        return dialog;
    }

    /** Chooses an image beforehand. */
    DeployDialog choose(ImageView image) {
        images.setValue(Set.of(image));
        return this;
    }

    private void offer(List<DeviceGroupView> groups) {
        group.setItems(groups);
        groups.stream()
                .max(comparing(DeployDialog::takesApplications).thenComparingLong(DeviceGroupView::devices))
                .ifPresent(group::setValue);
    }

    private static boolean takesApplications(DeviceGroupView group) {
        return group.updatePolicy().equals("UpdateAll");
    }

    private static boolean isRefused(@Nullable DeviceGroupView target, Set<ImageView> chosen) {
        return target != null && !takesApplications(target) && !chosen.isEmpty();
    }

    private void check() {
        DeviceGroupView target = group.getValue();
        Set<ImageView> chosen = images.getValue();
        boolean twice = sameComponentTwice(chosen);
        images.setInvalid(twice || chosen.size() > NewDeployment.MOST_IMAGES);
        images.setErrorMessage(
                twice
                        ? "Two of these images are the same component; keep one"
                        : "At most " + NewDeployment.MOST_IMAGES + " images in one deployment");
        boolean refused = isRefused(target, chosen);
        deploy.setEnabled(target != null && !chosen.isEmpty() && !images.isInvalid() && !refused);
        effect.setText(
                refused
                        ? "This group takes updates of the operating system only. Choose another group for applications."
                        : target == null ? "" : effect(target));
    }

    private static boolean sameComponentTwice(Set<ImageView> chosen) {
        Set<Object> components = new HashSet<>();
        return !chosen.stream().allMatch(image -> components.add(image.component()));
    }

    private String effect(DeviceGroupView target) {
        String devices = target.devices() == 0
                ? "The group has no devices yet; those that join it will install these images"
                : Amount.of(target.devices(), "device")
                        + " will install these images at the next contact and count as done" + " once attested";
        return devices
                + (target.hasDeployment() ? ". This replaces the group's current deployment." : ".")
                + (secondPerson
                        ? " This takes two people: you ask for it now, and it starts once somebody else approves it."
                        : "");
    }

    private void start(DeploymentClient client, Consumer<DeploymentView> started) {
        try {
            DeviceGroupView target = group.getValue();
            NewDeployment wanted = new NewDeployment(
                    images.getValue().stream().map(ImageView::id).toList(),
                    reason.getValue().isBlank() ? null : reason.getValue().strip());
            DeploymentView deployment = client.deploy(catalog, target.product(), target.name(), wanted);
            close();
            started.accept(deployment);
        } catch (SecondPersonNeeded asked) {
            asked.tell();
            close();
        } finally {
            check();
        }
    }
}
