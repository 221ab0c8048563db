package dev.holdfast.ui.setting;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.attestation.AttestationRetention;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.NumberForm;
import dev.holdfast.ui.shell.Versioned;
import dev.holdfast.ui.shell.Visit;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Settings of a catalog. Every role in the whole catalog sees them; owners change them. */
@Route("c/:catalog/settings")
public class SettingsView extends CatalogPage {
    private final transient RetentionClient client;

    public SettingsView(SignedIn signedIn, @RestClient RetentionClient client) {
        super(signedIn, text("settings.title"));
        this.client = client;
    }

    @Override
    protected void show(Visit visit) {
        Versioned<AttestationRetention> retention = Versioned.of(() -> client.retention(visit.catalog()));
        removeAll();
        add(
                new PageHeader(title())
                        .say(text("settings.summary", retention.now().days())),
                new Panel(text("settings.retention.title"), meaning(), setting(visit, retention)));
    }

    private static UnorderedList meaning() {
        return new UnorderedList(
                new ListItem(text("settings.retention.deleted")),
                new ListItem(text("settings.retention.newest")),
                new ListItem(text("settings.retention.replays")),
                new ListItem(text("settings.retention.audit")));
    }

    private Div setting(Visit visit, Versioned<AttestationRetention> retention) {
        if (visit.may(Role.OWNER)) {
            return new RetentionForm(client, visit.catalog(), retention, () -> show(visit));
        }
        return new Div(Styled.note(text("settings.owners-only")));
    }

    static String effect(int before, int after) {
        return text(after < before ? "settings.retention.shorten.effect" : "settings.retention.extend.effect", after);
    }

    /** Changes the retention after a confirmation. */
    private static final class RetentionForm extends NumberForm<AttestationRetention> {
        private final transient RetentionClient client;
        private final String catalog;

        private RetentionForm(
                RetentionClient client, String catalog, Versioned<AttestationRetention> seen, Runnable changed) {
            super(
                    seen,
                    AttestationRetention::days,
                    "day",
                    RetentionClient.MAX_DAYS,
                    text("settings.retention.hint", RetentionClient.MAX_DAYS, AttestationRetention.DEFAULT_DAYS),
                    changed);
            this.client = client;
            this.catalog = catalog;
        }

        @Override
        protected ActionDialog confirmation(int before, int after, Runnable action) {
            ActionDialog dialog = new ActionDialog(
                    text("settings.retention.confirm.title", after),
                    effect(before, after),
                    text(after < before ? "settings.retention.shorten" : "settings.retention.extend"),
                    none -> action.run());
            return after < before ? dialog.dangerous() : dialog;
        }

        @Override
        protected String change(String tag, int days) {
            client.change(catalog, tag, new AttestationRetention(days));
            return text("settings.retention.done", days);
        }
    }
}
