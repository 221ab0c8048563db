package dev.holdfast.ui.setting;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.attestation.AttestationRetention;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.NumberForm;
import dev.holdfast.ui.shell.Seen;
import dev.holdfast.ui.shell.Visit;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** What the catalog is set to. Everybody sees it; owners change it. */
@Route("c/:catalog/settings")
public class SettingsView extends CatalogPage {
    private final transient RetentionClient client;

    public SettingsView(SignedIn signedIn, @RestClient RetentionClient client) {
        super(signedIn, "Settings");
        this.client = client;
    }

    @Override
    protected void show(Visit visit) {
        Seen<AttestationRetention> retention = Seen.of(() -> client.retention(visit.catalog()));
        removeAll();
        add(
                new PageHeader(title())
                        .say("Attestations are kept for "
                                + Amount.of(retention.now().days(), "day")),
                new Panel("How long attestations are kept", meaning(), setting(visit, retention)));
    }

    private static UnorderedList meaning() {
        return new UnorderedList(
                new ListItem(
                        "Evidence, result and findings of each attestation are kept for so many days after it. Then"
                                + " they are removed, within the hour and for good."),
                new ListItem("The newest attestation of each device stays however old it is: what a device is now is"
                        + " never forgotten."),
                new ListItem("A replay of a policy reaches as far back as attestations are kept, and no further."),
                new ListItem("The audit log is kept whole, and says when attestations were removed, and how many."));
    }

    private Div setting(Visit visit, Seen<AttestationRetention> retention) {
        if (visit.may(Role.OWNER)) {
            return new RetentionForm(client, visit.catalog(), retention, () -> show(visit));
        }
        return new Div(Styled.note("An owner of the catalog can change it."));
    }

    static String effect(int before, int after) {
        return after < before
                ? "Attestations that are older than " + Amount.of(after, "day")
                        + " are removed within the hour, for good,"
                        + " but for the newest of each device. Replays reach back no further."
                : "Attestations stay for " + Amount.of(after, "day") + ". What was removed already does not come back.";
    }

    /** Changes how long attestations are kept; keeping them shorter removes some, so that asks once more. */
    private static final class RetentionForm extends NumberForm<AttestationRetention> {
        private final transient RetentionClient client;
        private final String catalog;

        private RetentionForm(
                RetentionClient client, String catalog, Seen<AttestationRetention> seen, Runnable changed) {
            super(
                    seen,
                    AttestationRetention::days,
                    "day",
                    RetentionClient.MOST_DAYS,
                    "1 to 3,650; as installed " + AttestationRetention.DEFAULT_DAYS,
                    changed);
            this.client = client;
            this.catalog = catalog;
        }

        @Override
        protected ActionDialog asking(int before, int after, Runnable act) {
            ActionDialog dialog = new ActionDialog(
                    "Keep attestations for " + amount(after),
                    effect(before, after),
                    after < before ? "Keep them shorter" : "Keep them longer",
                    none -> act.run());
            return after < before ? dialog.dangerous() : dialog;
        }

        @Override
        protected String change(String tag, int wanted) {
            client.change(catalog, tag, new AttestationRetention(wanted));
            return "Attestations are kept for " + amount(wanted) + " from now on";
        }
    }
}
