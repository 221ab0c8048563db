package dev.holdfast.ui.job;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.approval.ApprovalRules;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.job.DeviceJobOperation;
import dev.holdfast.contract.operator.job.DeviceJobView;
import dev.holdfast.contract.operator.job.DeviceSelection;
import dev.holdfast.contract.operator.job.NewBlockJob;
import dev.holdfast.contract.operator.job.NewMoveJob;
import dev.holdfast.contract.operator.job.NewTagJob;
import dev.holdfast.contract.operator.job.SelectionPreview;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.NoGroup;
import dev.holdfast.contract.operator.product.ProductView;
import dev.holdfast.ui.client.OperatorProblem;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.GroupWords;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.TargetEffect;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Warnings;
import dev.holdfast.ui.product.ProductClient;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Opens dialogs that preview and start jobs, then goes to the page of the job.
 *
 * @param visit a visit that includes roles in products and device groups
 * @param destinations returns whether the person may move devices into a group of a product
 * @param page the page that opens the dialogs
 */
public record JobDialogs(
        DeviceJobClient client,
        ProductClient products,
        Visit visit,
        BiPredicate<String, String> destinations,
        DeviceSelection selection,
        Component page) {
    /** Blocking more devices requires typing their number. */
    private static final int FEW = 10;

    /** Makes a dialog whose texts have keys that start with {@code key}, such as {@code job-move}. */
    private ActionDialog dialog(
            String key,
            SelectionPreview preview,
            List<String> effects,
            BiFunction<DeviceSelection, String, DeviceJobView> start) {
        String title = text(key + ".title", preview.devices());
        return new ActionDialog(title, effects, text(key + ".submit"), reason -> {
                    DeviceJobView job = start.apply(selection.asIn(preview), reason);
                    Toast.done(text("job.started-toast", job.summary()));
                    Links.go(page, Links.job(visit.catalog(), job.id()));
                })
                .showing(new PreviewTable(selection, preview))
                .when(() -> preview.devices() > 0);
    }

    private SelectionPreview preview(DeviceJobOperation operation) {
        return client.preview(visit.catalog(), operation, selection);
    }

    public void move() {
        SelectionPreview preview = preview(DeviceJobOperation.MOVE);
        Select<String> product = new Select<>();
        product.setLabel(text("job-move.product"));
        Select<DeviceGroupView> group = new Select<>();
        group.setLabel(text("job-move.device-group"));
        group.setItemLabelGenerator(DeviceGroupView::name);
        product.setItemLabelGenerator(GroupWords::name);
        product.addValueChangeListener(change -> {
            boolean none = NoGroup.isNamed(change.getValue());
            group.setItems(none ? List.of() : groups(change.getValue()));
            group.setVisible(!none);
            product.setHelperText(none ? text("job-move.no-group") : "");
        });
        List<String> names = productNames();
        product.setItems(names);
        BiFunction<DeviceSelection, String, NewMoveJob> job = (devices, reason) -> new NewMoveJob(
                devices,
                product.getValue(),
                group.getValue() == null ? NoGroup.NAME : group.getValue().name(),
                reason);
        BooleanSupplier ready =
                () -> preview.devices() > 0 && (group.getValue() != null || NoGroup.isNamed(product.getValue()));
        TargetEffect effect = new TargetEffect();
        Stream.of(product, group)
                .forEach(field -> field.addValueChangeListener(change -> {
                    effect.removeAll();
                    if (ready.getAsBoolean()) {
                        explain(job.apply(selection.asIn(preview), ""), effect);
                    }
                }));
        ActionDialog dialog = dialog(
                        "job-move",
                        preview,
                        List.of(text("job-move.effect")),
                        (devices, reason) -> client.move(visit.catalog(), job.apply(devices, reason)))
                .withoutReason()
                .with(product, group, effect)
                .when(ready, product, group);
        names.stream().findFirst().ifPresent(product::setValue);
        dialog.open();
    }

    private void explain(NewMoveJob job, TargetEffect effect) {
        try {
            effect.show(client.preview(visit.catalog(), job), List.of());
        } catch (OperatorProblem refused) {
            effect.refuse(String.valueOf(refused.problem().detail()));
        }
    }

    /** Returns the products that devices can move to. A role in the whole catalog also allows no group. */
    private List<String> productNames() {
        Stream<String> names = products.products(visit.catalog()).stream().map(ProductView::name);
        return visit.may(Permission.MANAGE_FLEET)
                ? Stream.concat(names, Stream.of(NoGroup.NAME)).toList()
                : names.filter(product -> !groups(product).isEmpty()).toList();
    }

    private List<DeviceGroupView> groups(String product) {
        return products.groups(visit.catalog(), product).stream()
                .filter(group -> visit.may(Permission.MANAGE_FLEET) || destinations.test(product, group.name()))
                .toList();
    }

    public void tag() {
        SelectionPreview preview = preview(DeviceJobOperation.TAG);
        TextField add = tags(text("job-tag.add"), text("job-tag.add-hint"));
        TextField remove = tags(text("job-tag.remove"), "");
        dialog(
                        "job-tag",
                        preview,
                        List.of(text("job-tag.effect")),
                        (devices, reason) -> client.tag(
                                visit.catalog(),
                                new NewTagJob(
                                        devices,
                                        JobProgress.JobWords.tags(add.getValue()),
                                        JobProgress.JobWords.tags(remove.getValue()),
                                        reason)))
                .withoutReason()
                .with(add, remove)
                .when(
                        () -> preview.devices() > 0
                                && !JobProgress.JobWords.tags(add.getValue() + " " + remove.getValue())
                                        .isEmpty(),
                        add,
                        remove)
                .open();
    }

    /** Opens the dialog that blocks devices. It cannot be submitted if blocking needs approval: jobs cannot wait for one. */
    public void block(ApprovalRules rules) {
        boolean needsApproval = rules.need(ApprovalOperation.BLOCK_MANY_DEVICES);
        SelectionPreview preview = preview(DeviceJobOperation.BLOCK);
        ActionDialog dialog = dialog(
                        "job-block",
                        preview,
                        Stream.of("gateways", "devices", "certificates", "unblock")
                                .map(effect -> text("job-block.effect." + effect))
                                .toList(),
                        (devices, reason) -> client.block(visit.catalog(), new NewBlockJob(devices, reason)))
                .dangerous()
                .when(() -> preview.devices() > 0 && !needsApproval);
        if (needsApproval) {
            dialog.showing(new Warnings(List.of(text("job-block.needs-approval"))));
        }
        if (preview.devices() > FEW) {
            dialog.counting((int) preview.devices(), text("job-block.count"));
        }
        dialog.open();
    }

    public void unblock() {
        SelectionPreview preview = preview(DeviceJobOperation.UNBLOCK);
        dialog(
                        "job-unblock",
                        preview,
                        List.of(text("job-unblock.effect")),
                        (devices, reason) -> client.unblock(visit.catalog(), new NewBlockJob(devices, reason)))
                .open();
    }

    private static TextField tags(String label, String help) {
        TextField field = new TextField(label);
        field.setHelperText(help);
        field.setWidthFull();
        field.setValueChangeMode(ValueChangeMode.EAGER);
        return field;
    }

    /** Shows the devices of a selection by group. */
    private static final class PreviewTable extends Div {
        PreviewTable(DeviceSelection selection, SelectionPreview preview) {
            add(new Paragraph(text(
                    "job-preview.summary",
                    preview.devices(),
                    preview.trusted(),
                    preview.certified(),
                    preview.blocked())));
            long others =
                    selection.deviceIds() == null ? 0 : selection.deviceIds().size() - preview.devices();
            if (others > 0) {
                add(new Paragraph(text("job-preview.outside-scope", others)));
            }
            add(RowTable.first(
                    text("job-preview.groups"),
                    preview.groups(),
                    preview.groups().size(),
                    group -> List.of(
                            GroupWords.of(group.product(), group.group()),
                            Amount.of(group.devices()),
                            Amount.of(group.trusted())),
                    text("job-preview.column.group"),
                    text("job-preview.column.devices"),
                    text("job-preview.column.trusted")));
        }
    }
}
