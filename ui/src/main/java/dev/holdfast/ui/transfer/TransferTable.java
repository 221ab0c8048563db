package dev.holdfast.ui.transfer;

import static dev.holdfast.ui.text.Texts.text;

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
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The table of transfers. Owners accept, decline or withdraw them. */
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
        return new TableRows<>(text("transfers.title"), TransferView::id)
                .words(
                        text("transfers.column.catalog"),
                        transfer -> transfer.direction() == Direction.INCOMING
                                ? text("transfers.from", transfer.from())
                                : text("transfers.to", transfer.to()))
                .words(text("transfers.column.devices"), transfer -> Amount.of(transfer.devices()))
                .words(text("transfers.column.note"), TransferView::note)
                .column(text("transfers.column.state"), TransferTable::badge)
                .column(text("transfers.column.offered"), transfer -> TimeText.relative(transfer.offeredAt()))
                .sortedBy("at")
                .column(text("transfers.column.actions"), this::buttons);
    }

    private Component buttons(TransferView transfer) {
        Div buttons = Styled.div("hf-inline");
        if (transfer.state() != State.OPEN || !visit.may(Role.OWNER)) {
            return buttons;
        }
        if (transfer.direction() == Direction.OUTGOING) {
            buttons.add(Styled.small(text("transfer-withdraw.submit"), () -> withdraw(transfer)));
        } else {
            Button accept = Styled.small(text("transfer-accept.submit"), () -> accept(transfer));
            accept.addThemeVariants(ButtonVariant.PRIMARY);
            buttons.add(accept, Styled.small(text("transfer-decline.submit"), () -> decline(transfer)));
        }
        return buttons;
    }

    private void accept(TransferView transfer) {
        List<TransferAcceptance> groups = Stream.concat(
                        products.products(visit.catalog()).stream()
                                .flatMap(product -> products.groups(visit.catalog(), product.name()).stream())
                                .map(group -> new TransferAcceptance(group.product(), group.name())),
                        Stream.of(new TransferAcceptance(NoGroup.NAME, NoGroup.NAME)))
                .toList();
        FormDialog dialog = new FormDialog(
                text("transfer-accept.title", transfer.devices(), transfer.from()), text("transfer-accept.submit"));
        dialog.put(new UnorderedList(
                new ListItem(text("transfer-accept.join")), new ListItem(text("transfer-accept.attest"))));
        Select<TransferAcceptance> group = new Select<>();
        group.setLabel(text("transfer-accept.device-group"));
        group.setItems(groups);
        group.setItemLabelGenerator(item -> GroupWords.of(item.product(), item.group()));
        dialog.field("group", group, Objects::nonNull, text("transfer-accept.choose-group"));
        dialog.onSubmit(() -> {
            TransferAcceptance into = group.getValue();
            client.accept(visit.catalog(), transfer.id(), into);
            changed.run();
            Toast.done(
                    NoGroup.isNamed(into.group())
                            ? text("transfer-accept.done-no-group", transfer.devices())
                            : text(
                                    "transfer-accept.done",
                                    transfer.devices(),
                                    GroupWords.of(into.product(), into.group())));
        });
        dialog.open();
    }

    private void withdraw(TransferView transfer) {
        ask(
                "transfer-withdraw",
                transfer.to(),
                text("transfer-withdraw.devices", transfer.devices()),
                reason -> client.withdraw(visit.catalog(), transfer.id(), reason));
    }

    private void decline(TransferView transfer) {
        ask(
                "transfer-decline",
                transfer.from(),
                text("transfer-decline.devices", transfer.from()),
                reason -> client.decline(visit.catalog(), transfer.id(), reason));
    }

    private void ask(String key, String other, String effect, Consumer<Reason> action) {
        List<String> effects = List.of(effect, text(key + ".closed", other));
        new ActionDialog(text(key + ".title", other), effects, text(key + ".submit"), reason -> {
                    action.accept(new Reason(reason));
                    changed.run();
                    Toast.done(text(key + ".done"));
                })
                .open();
    }

    private static StatusBadge badge(TransferView transfer) {
        String words = text("transfer-state." + transfer.state().name().toLowerCase(Locale.ROOT));
        return switch (transfer.state()) {
            case OPEN -> StatusBadge.of(Tone.PROGRESS, Icon.HOURGLASS, words);
            case ACCEPTED -> StatusBadge.of(Tone.AFFIRMING, Icon.CHECK, words);
            case WITHDRAWN -> StatusBadge.of(Tone.UNKNOWN, Icon.DASH, words);
            case DECLINED -> StatusBadge.of(Tone.WARNING, Icon.CROSS, words);
            case EXPIRED -> StatusBadge.of(Tone.UNKNOWN, Icon.CLOCK_BACK, words);
        };
    }
}
