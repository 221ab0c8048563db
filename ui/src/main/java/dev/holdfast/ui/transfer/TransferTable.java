package dev.holdfast.ui.transfer;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.product.NoGroup;
import dev.holdfast.contract.operator.transfer.TransferAcceptance;
import dev.holdfast.contract.operator.transfer.TransferView;
import dev.holdfast.contract.operator.transfer.TransferView.Direction;
import dev.holdfast.contract.operator.transfer.TransferView.State;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.product.ProductClient;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.Visit;
import java.util.List;
import java.util.stream.Stream;

/** Transfers of one direction; an owner takes them back, accepts or declines them. */
final class TransferTable extends RowTable {
    private final transient TransferClient client;
    private final transient ProductClient products;
    private final transient Visit visit;
    private final transient Runnable changed;

    TransferTable(
            String name,
            Direction direction,
            TransferClient client,
            ProductClient products,
            Visit visit,
            Runnable changed) {
        super(name, direction == Direction.INCOMING ? "From" : "To", "Devices", "Note", "State", "Offered", "Acts");
        this.client = client;
        this.products = products;
        this.visit = visit;
        this.changed = changed;
        asCards();
    }

    void show(List<TransferView> transfers) {
        transfers.forEach(transfer -> row(
                new Span(transfer.direction() == Direction.INCOMING ? transfer.from() : transfer.to()),
                new Span(Amount.of(transfer.devices())),
                words(transfer.note()),
                badge(transfer),
                TimeText.relative(transfer.offeredAt()),
                acts(transfer)));
    }

    private Component acts(TransferView transfer) {
        Div acts = new Div();
        acts.addClassName("hf-inline");
        if (transfer.state() != State.OPEN || !visit.may(Role.OWNER)) {
            return acts;
        }
        if (transfer.direction() == Direction.OUTGOING) {
            acts.add(small("Withdraw", () -> withdraw(transfer)));
        } else {
            Button accept = small("Accept", () -> accept(transfer));
            accept.addThemeVariants(ButtonVariant.PRIMARY);
            acts.add(accept, small("Decline", () -> decline(transfer)));
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
        new AcceptDialog(client, visit.catalog(), transfer, places, changed).open();
    }

    private void withdraw(TransferView transfer) {
        new ActionDialog(
                        "Withdraw the transfer to " + transfer.to(),
                        List.of(
                                Amount.of(transfer.devices(), "device") + " stay in this catalog.",
                                "It cannot be accepted any more; the owners of " + transfer.to() + " see that."),
                        "Withdraw",
                        reason -> {
                            client.withdraw(visit.catalog(), transfer.id(), new Reason(reason));
                            changed.run();
                            Toast.done("Transfer withdrawn");
                        })
                .atMost(Reason.MAX_LENGTH)
                .open();
    }

    private void decline(TransferView transfer) {
        new ActionDialog(
                        "Decline the transfer from " + transfer.from(),
                        List.of(
                                "The devices stay with " + transfer.from() + ", whose owners see that.",
                                "This offer cannot be accepted any more; they can make another."),
                        "Decline",
                        reason -> {
                            client.decline(visit.catalog(), transfer.id(), new Reason(reason));
                            changed.run();
                            Toast.done("Transfer declined");
                        })
                .atMost(Reason.MAX_LENGTH)
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

    private static Button small(String words, Runnable act) {
        Button button = new Button(words, clicked -> act.run());
        button.addThemeVariants(ButtonVariant.SMALL);
        return button;
    }
}
