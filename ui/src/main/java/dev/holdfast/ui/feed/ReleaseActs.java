package dev.holdfast.ui.feed;

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

/** What an owner of the installation does to a release; each act says first whom it concerns. */
final class ReleaseActs {
    private final FeedClient client;
    private final Runnable done;

    ReleaseActs(FeedClient client, Runnable done) {
        this.client = client;
        this.done = done;
    }

    void promote(OsReleaseView release) {
        new ActionDialog(
                        "Promote " + title(release) + " to Retail",
                        "Every group of feed Retail, in every catalog, gets it at its devices' next contact. Older releases"
                                + " are outdated there from then on.",
                        "Promote",
                        none -> {
                            client.promote(release.id());
                            Toast.done("Release " + title(release) + " is in Retail now");
                            done.run();
                        })
                .withoutReason()
                .open();
    }

    void withdraw(OsReleaseView release) {
        OsWithdrawalImpact impact = client.withdrawalImpact(release.id());
        RadioButtonGroup<ReferenceValues> trust = new RadioButtonGroup<>("Devices that run it");
        trust.setItems(ReferenceValues.KEEP, ReferenceValues.RETIRE);
        trust.setItemLabelGenerator(values -> words(values, impact));
        trust.addClassName("hf-choices");
        trust.setValue(ReferenceValues.KEEP);
        new ActionDialog("Withdraw " + title(release), impact.consequences(), "Withdraw", reason -> {
                    client.withdraw(release.id(), new OsWithdrawal(trust.getValue(), reason));
                    Toast.done("Release " + title(release) + " is withdrawn");
                    done.run();
                })
                .showing(who(impact))
                .with(trust)
                .dangerous()
                .open();
    }

    private static String words(ReferenceValues values, OsWithdrawalImpact impact) {
        return switch (values) {
            case KEEP -> "Keep its reference values. " + impact.keeping();
            case RETIRE -> "Retire them. " + impact.retiring();
        };
    }

    private static Div who(OsWithdrawalImpact impact) {
        Div who = new Div(new Paragraph(
                impact.devices() == 0
                        ? "No device runs it, by what they attested last."
                        : Amount.of(impact.devices(), "device") + " of " + Amount.of(impact.catalogs(), "catalog")
                                + " run it, " + Amount.of(impact.trusted()) + " trusted now."));
        if (impact.devices() > 0) {
            who.add(RowTable.first(
                    "Who runs it",
                    impact.first(),
                    impact.catalogs(),
                    one -> List.of(one.name(), Amount.of(one.devices()), Amount.of(one.trusted())),
                    "Catalog",
                    "Devices",
                    "Trusted now"));
        }
        return who;
    }

    private static String title(OsReleaseView release) {
        return release.name() + " for " + release.part();
    }
}
