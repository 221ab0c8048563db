package dev.holdfast.ui.job;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.approval.ApprovalRules;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.job.DeviceJobAct;
import dev.holdfast.contract.operator.job.DeviceJobView;
import dev.holdfast.contract.operator.job.DeviceSelection;
import dev.holdfast.contract.operator.job.NewBlockJob;
import dev.holdfast.contract.operator.job.NewMoveJob;
import dev.holdfast.contract.operator.job.NewTagJob;
import dev.holdfast.contract.operator.job.SelectionPreview;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.NoGroup;
import dev.holdfast.contract.operator.product.ProductView;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.GroupWords;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Warnings;
import dev.holdfast.ui.product.ProductClient;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * Asks, with a preview, before a job begins, and goes to the job then.
 *
 * @param visit at all that is in some part of the catalog where the visitor has a role
 * @param destinations tells whether devices can be put into a group of a product
 * @param page where it goes on from
 */
public record JobDialogs(
        DeviceJobClient client,
        ProductClient products,
        Visit visit,
        BiPredicate<String, String> destinations,
        DeviceSelection selection,
        Component page) {
    /** More than so many devices take a typed number where something is taken away. */
    private static final int FEW = 10;

    private static final List<String> BLOCKED = List.of(
            "Gateways refuse each device within two seconds of the job coming to it, also on connections that are open.",
            "The devices get no challenge, no certificate and no software until they are unblocked.",
            "Relying parties are told that the certificates are on hold: by OCSP at once, by revocation list within an hour.",
            "Unblocking gives back all that they have now and that has not expired by then.");
    private static final String BY_TWO =
            "This takes two people, which a job cannot wait for. Block the devices one by one, or let an owner of the whole catalog"
                    + " select up to 20,000 and block those: that asks for a second person.";
    private static final String WITHOUT =
            "Without a group they are offered the operating system in Retail and no application, keep the ones that they have, and"
                    + " the catalog's policy appraises them";

    private ActionDialog dialog(
            String verb,
            SelectionPreview preview,
            List<String> effects,
            BiFunction<DeviceSelection, String, DeviceJobView> begin) {
        return new ActionDialog(verb + " " + Amount.of(preview.devices(), "device"), effects, verb, reason -> {
                    DeviceJobView job = begin.apply(selection.asIn(preview), reason);
                    Toast.done(job.summary() + ": begun");
                    Links.go(page, Links.job(visit.catalog(), job.id()));
                })
                .showing(new PreviewTable(selection, preview))
                .when(() -> preview.devices() > 0);
    }

    private SelectionPreview preview(DeviceJobAct act) {
        return client.preview(visit.catalog(), act, selection);
    }

    public void move() {
        SelectionPreview preview = preview(DeviceJobAct.MOVE);
        Select<String> product = new Select<>();
        product.setLabel("Product");
        Select<DeviceGroupView> group = new Select<>();
        group.setLabel("Device group");
        group.setItemLabelGenerator(DeviceGroupView::name);
        product.setItemLabelGenerator(GroupWords::name);
        product.addValueChangeListener(change -> {
            boolean none = NoGroup.isNamed(change.getValue());
            group.setItems(none ? List.of() : groups(change.getValue()));
            group.setVisible(!none);
            product.setHelperText(none ? WITHOUT : "");
        });
        List<String> names = productNames();
        product.setItems(names);
        ActionDialog dialog = dialog(
                        "Move",
                        preview,
                        List.of(
                                "Each device gets what its new group is offered, and is appraised by the policy of that group from its next attestation"
                                        + " on."),
                        (devices, reason) -> client.move(
                                visit.catalog(),
                                new NewMoveJob(
                                        devices,
                                        product.getValue(),
                                        group.getValue() == null
                                                ? NoGroup.NAME
                                                : group.getValue().name(),
                                        reason)))
                .withoutReason()
                .with(product, group)
                .when(
                        () -> preview.devices() > 0
                                && (group.getValue() != null || NoGroup.isNamed(product.getValue())),
                        product,
                        group);
        names.stream().findFirst().ifPresent(product::setValue);
        dialog.open();
    }

    /** Returns the products that devices can be moved within; outside of all groups by a role in the whole catalog. */
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
        SelectionPreview preview = preview(DeviceJobAct.TAG);
        TextField add = tags("Add tags", "Such as lab roof; a blank between two");
        TextField remove = tags("Take tags away", "");
        dialog(
                        "Tag",
                        preview,
                        List.of("What each device had before and has then is in the audit log."),
                        (devices, reason) -> client.tag(
                                visit.catalog(),
                                new NewTagJob(
                                        devices,
                                        JobProgress.JobWords.words(add.getValue()),
                                        JobProgress.JobWords.words(remove.getValue()),
                                        reason)))
                .withoutReason()
                .with(add, remove)
                .when(
                        () -> preview.devices() > 0
                                && !JobProgress.JobWords.words(add.getValue() + " " + remove.getValue())
                                        .isEmpty(),
                        add,
                        remove)
                .open();
    }

    /** Asks why the devices shall be blocked; says so where a job may not do it, since nobody waits for a second person in one. */
    public void block(ApprovalRules rules) {
        boolean second = rules.need(ApprovalOperation.BLOCK_MANY_DEVICES);
        SelectionPreview preview = preview(DeviceJobAct.BLOCK);
        ActionDialog dialog = dialog(
                        "Block",
                        preview,
                        BLOCKED,
                        (devices, reason) -> client.block(visit.catalog(), new NewBlockJob(devices, reason)))
                .dangerous()
                .when(() -> preview.devices() > 0 && !second);
        if (second) {
            dialog.showing(new Warnings(List.of(BY_TWO)));
        }
        (preview.devices() > FEW ? dialog.counting((int) preview.devices(), "Number of devices") : dialog).open();
    }

    public void unblock() {
        SelectionPreview preview = preview(DeviceJobAct.UNBLOCK);
        dialog(
                        "Unblock",
                        preview,
                        List.of("The devices are let in again with what they have, and can attest."),
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

    /** What a selection is, before anything is done to it. */
    private static final class PreviewTable extends Div {
        PreviewTable(DeviceSelection selection, SelectionPreview preview) {
            add(new Paragraph(Amount.of(preview.devices(), "device")
                    + String.format(
                            Locale.ROOT,
                            ": %,d trusted now, %,d with a certificate that is valid now, %,d blocked.",
                            preview.trusted(),
                            preview.certified(),
                            preview.blocked())));
            long others =
                    selection.deviceIds() == null ? 0 : selection.deviceIds().size() - preview.devices();
            if (others > 0) {
                add(new Paragraph(Amount.of(others, "selected-device")
                        + (others == 1
                                ? " is not where you may do this, and stays as it is."
                                : " are not where you may do this, and stay as they are.")));
            }
            add(RowTable.first(
                    "Devices by group",
                    preview.groups(),
                    preview.groups().size(),
                    group -> List.of(
                            GroupWords.of(group.product(), group.group()),
                            Amount.of(group.devices()),
                            Amount.of(group.trusted())),
                    "Product / group",
                    "Devices",
                    "Trusted now"));
        }
    }
}
