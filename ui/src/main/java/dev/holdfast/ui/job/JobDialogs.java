package dev.holdfast.ui.job;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.approval.ApprovalAct;
import dev.holdfast.contract.operator.approval.ApprovalRules;
import dev.holdfast.contract.operator.identity.Act;
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
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Warnings;
import dev.holdfast.ui.product.ProductClient;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.Go;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks, with a preview, before a job begins, and goes to the job then. */
public final class JobDialogs {
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
    private static final String MOVED =
            "Each device gets what its new group is offered, and is appraised by the policy of that group from its next attestation"
                    + " on.";
    private static final String WITHOUT =
            "Without a group they are offered the operating system in Retail and no application, keep the ones that they have, and"
                    + " the catalog's policy appraises them";
    private static final String UNBLOCKED = "The devices are let in again with what they have, and can attest.";

    private final DeviceJobClient client;
    private final ProductClient products;
    private final String catalog;
    private final boolean wholeCatalog;
    private final Destinations destinations;
    private final DeviceSelection selection;
    private final Component page;

    /** Tells where devices can be put. */
    @FunctionalInterface
    public interface Destinations {
        /** Returns whether they can be put into a group of a product. */
        boolean include(String product, String group);
    }

    /** For some devices of the catalog of a visit; goes on from {@code page}. */
    public JobDialogs(
            DeviceJobClient client,
            ProductClient products,
            Visit visit,
            Destinations destinations,
            DeviceSelection selection,
            Component page) {
        this.client = client;
        this.products = products;
        this.catalog = visit.catalog();
        this.wholeCatalog = visit.may(Act.MANAGE_FLEET);
        this.destinations = destinations;
        this.selection = selection;
        this.page = page;
    }

    /** Asks where to move the devices. */
    public void move() {
        SelectionPreview preview = client.preview(catalog, DeviceJobAct.MOVE, selection);
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
        List<String> names = products();
        product.setItems(names);
        ActionDialog dialog = new ActionDialog(
                        "Move " + devices(preview),
                        MOVED,
                        "Move",
                        reason -> begun(client.move(
                                catalog,
                                new NewMoveJob(
                                        selection.asIn(preview),
                                        product.getValue(),
                                        group.getValue() == null
                                                ? NoGroup.NAME
                                                : group.getValue().name(),
                                        reason))))
                .withoutReason()
                .showing(new PreviewTable(selection, preview))
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
    private List<String> products() {
        Stream<String> names = products.products(catalog).stream().map(ProductView::name);
        return wholeCatalog
                ? Stream.concat(names, Stream.of(NoGroup.NAME)).toList()
                : names.filter(product -> !groups(product).isEmpty()).toList();
    }

    private List<DeviceGroupView> groups(String product) {
        return products.groups(catalog, product).stream()
                .filter(group -> wholeCatalog || destinations.include(product, group.name()))
                .toList();
    }

    /** Asks which tags the devices shall get and lose. */
    public void tag() {
        SelectionPreview preview = client.preview(catalog, DeviceJobAct.TAG, selection);
        TextField add = tags("Add tags", "Such as lab roof; a blank between two");
        TextField remove = tags("Take tags away", "");
        new ActionDialog(
                        "Tag " + devices(preview),
                        "What each device had before and has then is in the audit log.",
                        "Tag",
                        reason -> begun(client.tag(
                                catalog,
                                new NewTagJob(
                                        selection.asIn(preview),
                                        words(add.getValue()),
                                        words(remove.getValue()),
                                        reason))))
                .withoutReason()
                .showing(new PreviewTable(selection, preview))
                .with(add, remove)
                .when(
                        () -> preview.devices() > 0
                                && (!words(add.getValue()).isEmpty()
                                        || !words(remove.getValue()).isEmpty()),
                        add,
                        remove)
                .open();
    }

    /** Asks why the devices shall be blocked; says so where a job may not do it, since nobody waits for a second person in one. */
    public void block(ApprovalRules rules) {
        boolean second = rules.need(ApprovalAct.BLOCK_MANY_DEVICES);
        SelectionPreview preview = client.preview(catalog, DeviceJobAct.BLOCK, selection);
        ActionDialog dialog = new ActionDialog(
                        "Block " + devices(preview),
                        BLOCKED,
                        "Block",
                        reason -> begun(client.block(catalog, new NewBlockJob(selection.asIn(preview), reason))))
                .atMost(Reason.MAX_LENGTH)
                .dangerous()
                .when(() -> preview.devices() > 0 && !second)
                .showing(new PreviewTable(selection, preview));
        if (second) {
            dialog.showing(new Warnings(List.of(BY_TWO)));
        }
        (preview.devices() > FEW ? dialog.counting((int) preview.devices(), "Number of devices") : dialog).open();
    }

    /** Asks why the devices shall be let in again. */
    public void unblock() {
        SelectionPreview preview = client.preview(catalog, DeviceJobAct.UNBLOCK, selection);
        new ActionDialog(
                        "Unblock " + devices(preview),
                        UNBLOCKED,
                        "Unblock",
                        reason -> begun(client.unblock(catalog, new NewBlockJob(selection.asIn(preview), reason))))
                .atMost(Reason.MAX_LENGTH)
                .when(() -> preview.devices() > 0)
                .showing(new PreviewTable(selection, preview))
                .open();
    }

    private void begun(DeviceJobView job) {
        Toast.done(job.summary() + ": begun");
        Go.to(page, Links.job(catalog, job.id()));
    }

    private static String devices(SelectionPreview preview) {
        return Amount.of(preview.devices(), "device");
    }

    private static TextField tags(String label, String help) {
        TextField field = new TextField(label);
        field.setHelperText(help);
        field.setWidthFull();
        field.setValueChangeMode(ValueChangeMode.EAGER);
        return field;
    }

    /** Returns the words between blanks and commas, in lower case. */
    static List<String> words(@Nullable String text) {
        return text == null || text.isBlank()
                ? List.of()
                : Arrays.stream(text.strip().toLowerCase(Locale.ROOT).split("[\\s,]+", -1))
                        .filter(word -> !word.isEmpty())
                        .distinct()
                        .toList();
    }
}
