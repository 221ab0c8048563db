package dev.holdfast.ui.transfer;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.select.Select;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.product.NoGroup;
import dev.holdfast.contract.operator.transfer.TransferAcceptance;
import dev.holdfast.contract.operator.transfer.TransferView;
import dev.holdfast.contract.operator.transfer.TransferView.Direction;
import dev.holdfast.contract.operator.transfer.TransferView.State;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.GroupWords;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.product.ProductClient;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.FormDialog;
import dev.holdfast.ui.shell.TableRows;
import dev.holdfast.ui.shell.Visit;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The table of transfers; an owner takes them back, accepts or declines them. */
final class TransferTable {
    private final TransferClient client;
    private final ProductClient products;
    private final Visit visit;
    private final Runnable changed;

    TransferTable(TransferClient client, ProductClient products, Visit visit, Runnable changed) {
        this.client = client;
        this.products = products;
        this.visit = visit;
        this.changed = changed;
    }

    TableRows<TransferView> rows() {
        return new TableRows<>("Offers", TransferView::id)
                .words(
                        "Catalog",
                        transfer -> transfer.direction() == Direction.INCOMING
                                ? "From " + transfer.from()
                                : "To " + transfer.to())
                .words("Devices", transfer -> Amount.of(transfer.devices()))
                .words("Note", TransferView::note)
                .column("State", TransferTable::badge)
                .column("Offered", transfer -> TimeText.relative(transfer.offeredAt()))
                .sortedBy("at")
                .column("Actions", this::acts);
    }

    private Component acts(TransferView transfer) {
        Div acts = Styled.div("hf-inline");
        if (transfer.state() != State.OPEN || !visit.may(Role.OWNER)) {
            return acts;
        }
        if (transfer.direction() == Direction.OUTGOING) {
            acts.add(Styled.small("Withdraw", () -> withdraw(transfer)));
        } else {
            Button accept = Styled.small("Accept", () -> accept(transfer));
            accept.addThemeVariants(ButtonVariant.PRIMARY);
            acts.add(accept, Styled.small("Decline", () -> decline(transfer)));
        }
        return acts;
    }

    private void accept(TransferView transfer) {
        List<TransferAcceptance> places = Stream.concat(
                        products.products(visit.catalog()).stream()
                                .flatMap(product -> products.groups(visit.catalog(), product.name()).stream())
                                .map(group -> new TransferAcceptance(group.product(), group.name())),
                        Stream.of(new TransferAcceptance(NoGroup.NAME, NoGroup.NAME)))
                .toList();
        String devices = Amount.of(transfer.devices(), "device");
        FormDialog dialog = new FormDialog("Accept " + devices + " from " + transfer.from(), "Accept");
        dialog.put(new UnorderedList(
                new ListItem(
                        "They are devices of this catalog from then on, and get what is deployed to the group; in no group,"
                                + " the operating system in Retail alone."),
                new ListItem("They are unknown until they attest here; a rollback since their last attestation"
                        + " is noticed.")));
        Select<TransferAcceptance> group = new Select<>();
        group.setLabel("Into device group");
        group.setItems(places);
        group.setItemLabelGenerator(item -> GroupWords.of(item.product(), item.group()));
        dialog.field("group", group, Objects::nonNull, "Choose a group");
        dialog.onSubmit(() -> {
            TransferAcceptance into = group.getValue();
            client.accept(visit.catalog(), transfer.id(), into);
            changed.run();
            Toast.done(devices + " accepted into " + NoGroup.title(into.product(), into.group()));
        });
        dialog.open();
    }

    private void withdraw(TransferView transfer) {
        ask(
                "Withdraw the transfer to " + transfer.to(),
                List.of(
                        Amount.of(transfer.devices(), "device") + " stay in this catalog.",
                        "It cannot be accepted any more; the owners of " + transfer.to() + " see that."),
                "Withdraw",
                reason -> client.withdraw(visit.catalog(), transfer.id(), reason),
                "Transfer withdrawn");
    }

    private void decline(TransferView transfer) {
        ask(
                "Decline the transfer from " + transfer.from(),
                List.of(
                        "The devices stay with " + transfer.from() + ", whose owners see that.",
                        "This offer cannot be accepted any more; they can make another."),
                "Decline",
                reason -> client.decline(visit.catalog(), transfer.id(), reason),
                "Transfer declined");
    }

    private void ask(String title, List<String> effects, String verb, Consumer<Reason> action, String done) {
        new ActionDialog(title, effects, verb, reason -> {
                    action.accept(new Reason(reason));
                    changed.run();
                    Toast.done(done);
                })
                .open();
    }

    private static StatusBadge badge(TransferView transfer) {
        return switch (transfer.state()) {
            case OPEN -> StatusBadge.of(Tone.PROGRESS, Icon.HOURGLASS, "Open");
            case ACCEPTED -> StatusBadge.of(Tone.AFFIRMING, Icon.CHECK, "Accepted");
            case WITHDRAWN -> StatusBadge.of(Tone.UNKNOWN, Icon.DASH, "Withdrawn");
            case DECLINED -> StatusBadge.of(Tone.WARNING, Icon.CROSS, "Declined");
            case EXPIRED -> StatusBadge.of(Tone.UNKNOWN, Icon.CLOCK_BACK, "Expired");
        };
    }
}
