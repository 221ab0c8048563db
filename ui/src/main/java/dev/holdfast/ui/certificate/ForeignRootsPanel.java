package dev.holdfast.ui.certificate;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import dev.holdfast.contract.operator.authority.ForeignRootView;
import dev.holdfast.ui.component.FileDownload;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.ActionDialog;
import java.util.List;

/** Roots of others above the installation's policy authority, for an owner of the installation. */
final class ForeignRootsPanel extends Div {
    private final transient ForeignRootClient roots;
    private final transient AuthorityClient client;
    private final String catalog;
    private final transient Runnable changed;

    ForeignRootsPanel(
            ForeignRootClient roots,
            AuthorityClient client,
            String catalog,
            List<ForeignRootView> all,
            Runnable changed) {
        this.roots = roots;
        this.client = client;
        this.catalog = catalog;
        this.changed = changed;
        Paragraph words = new Paragraph(
                "For the whole installation: a relying party that trusts a root of its own can check"
                        + " devices when that root certifies the policy authority. Devices and gateways go on with the root above.");
        words.addClassName("hf-muted");
        add(new Panel("Roots of others", words, all.isEmpty() ? none() : table(all))
                .beside(new Button("Ask for a certificate…", clicked -> ask())));
    }

    private static Component none() {
        return new Paragraph("No other root certifies this installation, and none was asked to.");
    }

    private Component table(List<ForeignRootView> all) {
        RowTable table = new RowTable("Roots of others", "Root", "State", "Asked", "Good until", "Files and acts");
        for (ForeignRootView root : all) {
            boolean waits = root.importedAt() == null;
            table.row(
                    RowTable.words(waits ? "Not answered yet" : root.rootSubject()),
                    waits
                            ? StatusBadge.of(Tone.PROGRESS, Icon.HOURGLASS, "Requested")
                            : StatusBadge.of(Tone.AFFIRMING, Icon.CHECK, "Certifies"),
                    new Div(TimeText.relative(root.requestedAt()), RowTable.words(" by " + root.requestedBy())),
                    TimeText.relative(root.notAfter(), "–"),
                    waits ? waiting(root) : bundle(root));
        }
        return table;
    }

    private Component waiting(ForeignRootView root) {
        Button add = new Button("Add the certificate…", clicked -> new ForeignRootDialog(roots, root, changed).open());
        add.addThemeVariants(ButtonVariant.SMALL);
        Div cell = new Div(
                PemFile.of("Request", "policy-authority-request.pem", root.request()),
                add,
                new ForeignRootActs(roots, changed).button(root));
        cell.addClassName("hf-actions");
        return cell;
    }

    private Component bundle(ForeignRootView root) {
        Div cell = new Div(
                new FileDownload(
                                "Bundle",
                                catalog + "-bundle-" + root.id() + ".pem",
                                PemFile.MEDIA_TYPE,
                                () -> client.bundle(catalog, root.id()))
                        .named("Bundle of this catalog under " + root.rootSubject()),
                new ForeignRootActs(roots, changed).button(root));
        cell.addClassName("hf-actions");
        return cell;
    }

    private void ask() {
        new ActionDialog(
                        "Ask for a certificate under another root",
                        List.of(
                                "Holdfast makes a certificate request of the policy authority. Give it to the owner of the root,"
                                        + " who signs it and must copy its extensions.",
                                "Nothing changes for devices. Add the answer here when it comes; it counts for every catalog."),
                        "Make the request",
                        none -> {
                            roots.request();
                            Toast.done("The request is made; download it from the list");
                            changed.run();
                        })
                .withoutReason()
                .open();
    }
}
