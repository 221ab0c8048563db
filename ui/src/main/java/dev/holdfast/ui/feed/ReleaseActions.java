package dev.holdfast.ui.feed;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import dev.holdfast.contract.operator.feed.OsReleaseView;
import dev.holdfast.contract.operator.feed.OsWithdrawal;
import dev.holdfast.contract.operator.feed.OsWithdrawal.ReferenceValues;
import dev.holdfast.contract.operator.feed.OsWithdrawalImpact;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.ActionDialog;
import java.util.List;

/** Promotes and withdraws releases. Each dialog shows the effect first; for a withdrawal also the affected catalogs. */
final class ReleaseActions {
    private final FeedClient client;
    private final Runnable done;

    ReleaseActions(FeedClient client, Runnable done) {
        this.client = client;
        this.done = done;
    }

    void promote(OsReleaseView release) {
        new ActionDialog(
                        text("os-promotion.title", release.name(), release.part()),
                        text("os-promotion.effect"),
                        text("os-promotion.submit"),
                        none -> {
                            client.promote(release.id());
                            Toast.done(text("os-promotion.done", release.name(), release.part()));
                            done.run();
                        })
                .withoutReason()
                .open();
    }

    void withdraw(OsReleaseView release) {
        OsWithdrawalImpact impact = client.withdrawalImpact(release.id());
        RadioButtonGroup<ReferenceValues> trust = new RadioButtonGroup<>(text("os-withdrawal.devices"));
        trust.setItems(ReferenceValues.KEEP, ReferenceValues.RETIRE);
        trust.setItemLabelGenerator(values -> words(values, impact));
        trust.addClassName("hf-choices");
        trust.setValue(ReferenceValues.KEEP);
        new ActionDialog(
                        text("os-withdrawal.title", release.name(), release.part()),
                        impact.consequences(),
                        text("os-withdrawal.submit"),
                        reason -> {
                            client.withdraw(release.id(), new OsWithdrawal(trust.getValue(), reason));
                            Toast.done(text("os-withdrawal.done", release.name(), release.part()));
                            done.run();
                        })
                .showing(catalogs(impact))
                .with(trust)
                .dangerous()
                .open();
    }

    private static String words(ReferenceValues values, OsWithdrawalImpact impact) {
        return switch (values) {
            case KEEP -> text("os-withdrawal.keep", impact.keeping());
            case RETIRE -> text("os-withdrawal.retire", impact.retiring());
        };
    }

    private static Div catalogs(OsWithdrawalImpact impact) {
        Div catalogs = new Div(new Paragraph(
                impact.devices() == 0
                        ? text("os-withdrawal.no-devices")
                        : text("os-withdrawal.impact", impact.devices(), impact.catalogs(), impact.trusted())));
        if (impact.devices() > 0) {
            catalogs.add(RowTable.first(
                    text("os-withdrawal.catalogs"),
                    impact.first(),
                    impact.catalogs(),
                    one -> List.of(one.name(), Amount.of(one.devices()), Amount.of(one.trusted())),
                    text("os-withdrawal.column.catalog"),
                    text("os-withdrawal.column.devices"),
                    text("os-withdrawal.column.trusted")));
        }
        return catalogs;
    }
}
