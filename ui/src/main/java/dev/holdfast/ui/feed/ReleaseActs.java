package dev.holdfast.ui.feed;

import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.feed.OsReleaseView;
import dev.holdfast.contract.operator.feed.OsWithdrawal;
import dev.holdfast.contract.operator.feed.OsWithdrawal.ReferenceValues;
import dev.holdfast.ui.component.ActDialog;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.Refusal;

/** What an owner of the installation does to a release; each act says first whom it concerns. */
final class ReleaseActs {
    private final FeedClient client;
    private final Runnable done;

    /** Calls {@code done} when something has changed. */
    ReleaseActs(FeedClient client, Runnable done) {
        this.client = client;
        this.done = done;
    }

    void promote(OsReleaseView release) {
        new ActDialog(
                        "Promote " + title(release) + " to Retail",
                        "Every group of feed Retail, in every catalog, gets it at its devices' next contact. Older releases"
                                + " are outdated there from then on.",
                        "Promote",
                        Refusal::words,
                        none -> {
                            client.promote(release.id());
                            Toast.done("Release " + title(release) + " is in Retail now");
                            done.run();
                        })
                .withoutReason()
                .open();
    }

    void withdraw(OsReleaseView release) {
        RadioButtonGroup<ReferenceValues> trust = new RadioButtonGroup<>("Devices that run it");
        trust.setItems(ReferenceValues.KEEP, ReferenceValues.RETIRE);
        trust.setItemLabelGenerator(ReleaseActs::words);
        trust.setValue(ReferenceValues.KEEP);
        new ActDialog(
                        "Withdraw " + title(release),
                        "Nobody is offered it any more, in any catalog, and nothing older instead: release something newer."
                                + " Devices that have it keep it. It cannot be undone.",
                        "Withdraw",
                        Refusal::words,
                        reason -> {
                            client.withdraw(release.id(), new OsWithdrawal(trust.getValue(), reason));
                            Toast.done("Release " + title(release) + " is withdrawn");
                            done.run();
                        })
                .with(trust)
                .atMost(Reason.MAX_LENGTH)
                .dangerous()
                .open();
    }

    private static String words(ReferenceValues values) {
        return switch (values) {
            case KEEP -> "Stay trusted";
            case RETIRE -> "Are untrusted from their next attestation on, and get no certificate";
        };
    }

    private static String title(OsReleaseView release) {
        return release.name() + " for " + release.part();
    }
}
