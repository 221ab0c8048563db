package dev.holdfast.ui.deployment;

import static dev.holdfast.ui.text.Texts.text;

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
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.client.OperatorProblem;
import dev.holdfast.ui.component.ImpactWords;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.image.ImageChoice;
import dev.holdfast.ui.product.ProductClient;
import dev.holdfast.ui.shell.FormDialog;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Deploys images to a group. Shows the current deployment and the effect of the new one. */
final class DeployDialog extends FormDialog {
    private final transient DeploymentClient client;
    private final String catalog;
    /** Whether the catalog requires approval of each deployment. A group can require it, too. */
    private final boolean needsApproval;

    private final Select<DeviceGroupView> group = new Select<>();
    private final ImageChoice images;
    /** Says what is deployed to the group now. */
    private final Paragraph now = new Paragraph();
    /** Says what the new deployment would do. */
    private final Paragraph effect = new Paragraph();

    private DeployDialog(
            String title,
            DeploymentClient client,
            String catalog,
            List<ImageView> choice,
            boolean needsApproval,
            Consumer<DeploymentView> started) {
        super(title, text("deploy.submit"));
        setWidth("36rem");
        this.client = client;
        this.catalog = catalog;
        this.needsApproval = needsApproval;
        group.setLabel(text("deploy.device-group"));
        group.setPlaceholder(text("deploy.choose-group"));
        group.setItemLabelGenerator(DeviceGroupView::name);
        this.images = new ImageChoice(choice);
        field("imageIds", images, ImageChoice::isDeployable, ImageChoice.rule());
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
        when(() -> takesApplications(group.getValue()), group);
        withApproval(needsApproval);
        onSubmit(() -> {
            String given = stripped(reason);
            DeviceGroupView to = group.getValue();
            started.accept(client.deploy(catalog, to.product(), to.name(), request(given.isEmpty() ? null : given)));
        });
    }

    static DeployDialog choosingGroup(
            DeploymentClient client,
            ProductClient products,
            String catalog,
            List<ImageView> choice,
            boolean needsApproval,
            Consumer<DeploymentView> started) {
        DeployDialog dialog = new DeployDialog(text("deploy.title"), client, catalog, choice, needsApproval, started);
        Select<String> product = new Select<>();
        product.setLabel(text("deploy.product"));
        product.setPlaceholder(text("deploy.choose-product"));
        product.addValueChangeListener(change -> dialog.group.setItems(products.groups(catalog, change.getValue())));
        List<String> names =
                products.products(catalog).stream().map(ProductView::name).toList();
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
            String catalog,
            DeviceGroupView target,
            List<ImageView> choice,
            boolean needsApproval,
            Consumer<DeploymentView> started) {
        DeployDialog dialog = new DeployDialog(
                text("deploy.title-group", target.product(), target.name()),
                client,
                catalog,
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

    private NewDeployment request(@Nullable String reason) {
        return new NewDeployment(images.ids(), reason);
    }

    private static boolean takesApplications(@Nullable DeviceGroupView group) {
        return group != null && group.updatePolicy().equals("UpdateAll");
    }

    private void look(@Nullable DeviceGroupView chosen) {
        now.setVisible(chosen != null);
        if (chosen != null) {
            now.setText(ImpactWords.now(deployed(chosen)));
        }
        explain();
        withApproval(needsApproval || (chosen != null && chosen.requiresApproval()));
    }

    /** Returns the images that are deployed to a group. */
    private List<ImageView> deployed(DeviceGroupView to) {
        return to.hasDeployment()
                ? client.ofGroup(catalog, to.product(), to.name(), ListRequest.of(null, 1)).getEntity().stream()
                        .flatMap(newest -> newest.images().stream())
                        .toList()
                : List.of();
    }

    private void explain() {
        DeviceGroupView to = group.getValue();
        if (to == null || !images.clash().isEmpty()) {
            effect.setText(images.clash());
        } else if (!takesApplications(to)) {
            effect.setText(text("deploy.no-applications"));
        } else {
            effect.setText(ImageChoice.isDeployable(images.getValue()) ? preview(to) : "");
        }
    }

    private String preview(DeviceGroupView to) {
        try {
            return ImpactWords.of(client.preview(catalog, to.product(), to.name(), request(null)));
        } catch (OperatorProblem refused) {
            return String.valueOf(refused.problem().detail());
        }
    }
}
