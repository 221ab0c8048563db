package dev.holdfast.ui.certificate;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.authority.ForeignRootCertificate;
import dev.holdfast.contract.operator.authority.ForeignRootLoss;
import dev.holdfast.contract.operator.authority.ForeignRootView;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.FileDownload;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.FormDialog;
import java.util.List;

/** Roots of others above the installation's policy authority, for an owner of the installation. */
final class ForeignRootsPanel extends Div {
    private final transient AuthorityClient client;
    private final String catalog;
    private final transient Runnable changed;

    ForeignRootsPanel(AuthorityClient client, String catalog, Runnable changed) {
        this.client = client;
        this.catalog = catalog;
        this.changed = changed;
        List<ForeignRootView> all = client.roots();
        Paragraph words = Styled.note(
                "For the whole installation: a relying party that trusts a root of its own can check"
                        + " devices when that root certifies the policy authority. Devices and gateways go on with the root above.");
        Component none = new Paragraph("No other root certifies this installation, and none was asked to.");
        add(new Panel("Roots of others", words, all.isEmpty() ? none : table(all))
                .beside(new Button("Ask for a certificate…", clicked -> ask())));
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
                    Styled.as("hf-actions", waits ? waiting(root) : bundle(root)));
        }
        return table;
    }

    private Div waiting(ForeignRootView root) {
        return new Div(
                ChainPanel.Pem.file("Request", "policy-authority-request.pem", root.request()),
                Styled.small(
                        "Add the certificate…",
                        "Add the certificate…",
                        () -> new ForeignRootDialog(client, root, changed).open()),
                Styled.small("Withdraw…", "Withdraw the request", () -> remove(root, true)));
    }

    private Div bundle(ForeignRootView root) {
        return new Div(
                new FileDownload(
                                "Bundle",
                                catalog + "-bundle-" + root.id() + ".pem",
                                ChainPanel.Pem.MEDIA_TYPE,
                                () -> client.bundle(catalog, root.id()))
                        .named("Bundle of this catalog under " + root.rootSubject()),
                Styled.small("Remove…", "Remove " + root.rootSubject(), () -> remove(root, false)));
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
                            client.request();
                            Toast.done("The request is made; download it from the list");
                            changed.run();
                        })
                .withoutReason()
                .open();
    }

    private void remove(ForeignRootView root, boolean waits) {
        ForeignRootLoss loss = client.removalImpact(root.id());
        ActionDialog dialog = new ActionDialog(
                        waits ? "Withdraw the request" : "Remove " + root.rootSubject(),
                        loss.consequences(),
                        waits ? "Withdraw" : "Remove",
                        reason -> {
                            client.remove(root.id(), new Reason(reason));
                            Toast.done(waits ? "The request is withdrawn" : "The root is removed");
                            changed.run();
                        })
                .dangerous();
        if (!waits) {
            dialog.showing(who(loss)).confirming(Integer.toString(loss.catalogs()), "Number of catalogs");
        }
        dialog.open();
    }

    private static Div who(ForeignRootLoss loss) {
        Paragraph words = new Paragraph(Amount.of(loss.catalogs(), "catalog") + " with "
                + Amount.of(loss.devices(), "device") + " would have no bundle under this root any more");
        if (loss.until() != null) {
            words.add(new Span(", which would have been good until "), TimeText.exact(loss.until()));
        }
        words.add(new Span("."));
        return new Div(
                words,
                RowTable.first(
                        "Catalogs that lose bundles",
                        loss.first(),
                        loss.catalogs(),
                        one -> List.of(one.name(), Amount.of(one.devices())),
                        "Catalog",
                        "Devices"));
    }

    /** Takes the certificates that the owner of another root returned. */
    static final class ForeignRootDialog extends FormDialog {
        ForeignRootDialog(AuthorityClient client, ForeignRootView request, Runnable done) {
            super("Add the certificate of another root", "Add");
            setWidth("40rem");
            put(new Paragraph(
                    "Paste both as PEM. Nothing changes for devices; relying parties that trust the root can check them"
                            + " from then on."));
            TextArea certificate = required("certificate", pem("Certificate of the policy authority"));
            TextArea root = required("root", pem("Certificate of the root"));
            onSubmit(() -> {
                client.take(request.id(), new ForeignRootCertificate(certificate.getValue(), root.getValue()));
                Toast.done("The root certifies the installation; its bundle is in the list");
                done.run();
            });
        }

        private static TextArea pem(String label) {
            TextArea area = new TextArea(label);
            area.setPlaceholder("-----BEGIN CERTIFICATE-----");
            area.setMaxHeight("11rem");
            area.addClassName("hf-mono");
            return area;
        }
    }
}
