package dev.holdfast.ui.certificate;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.authority.ExternalRootCertificate;
import dev.holdfast.contract.operator.authority.ExternalRootImpact;
import dev.holdfast.contract.operator.authority.ExternalRootView;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.FileDownload;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.ImpactWords;
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

/** External roots that certify the installation's policy authority. Only installation owners see them. */
final class ExternalRootsPanel extends Div {
    private final transient AuthorityClient client;
    private final String catalog;
    private final transient Runnable changed;

    ExternalRootsPanel(AuthorityClient client, String catalog, Runnable changed) {
        this.client = client;
        this.catalog = catalog;
        this.changed = changed;
        List<ExternalRootView> all = client.roots();
        Component none = new Paragraph(text("certificates.roots.none"));
        add(new Panel(
                        text("certificates.roots.title"),
                        Styled.note(text("certificates.roots.text")),
                        all.isEmpty() ? none : table(all))
                .beside(new Button(text("certificates.roots.request.open"), clicked -> request())));
    }

    private Component table(List<ExternalRootView> all) {
        RowTable table = new RowTable(
                text("certificates.roots.title"),
                text("certificates.roots.column.root"),
                text("certificates.roots.column.state"),
                text("certificates.roots.column.requested"),
                text("certificates.fact.valid-until"),
                text("certificates.roots.column.actions"));
        for (ExternalRootView root : all) {
            boolean pending = root.importedAt() == null;
            table.row(
                    RowTable.words(pending ? text("certificates.roots.pending") : root.rootSubject()),
                    pending
                            ? StatusBadge.of(Tone.PROGRESS, Icon.HOURGLASS, text("certificates.roots.state.requested"))
                            : StatusBadge.of(Tone.AFFIRMING, Icon.CHECK, text("certificates.roots.state.certified")),
                    Styled.twoLines(TimeText.relative(root.requestedAt()), root.requestedBy()),
                    TimeText.relative(root.notAfter(), "–"),
                    Styled.as("hf-actions", pending ? pending(root) : bundle(root)));
        }
        return table;
    }

    private Div pending(ExternalRootView root) {
        return new Div(
                ChainPanel.Pem.file(
                        text("certificates.roots.request.file"), "policy-authority-request.pem", root.request()),
                Styled.small(
                        text("certificates.roots.add.open"),
                        () -> new ExternalRootDialog(client, root, changed).open()),
                Styled.small(text("certificates.roots.withdraw.open"), () -> remove(root, true)));
    }

    private Div bundle(ExternalRootView root) {
        return new Div(
                new FileDownload(
                                text("certificates.roots.bundle"),
                                catalog + "-bundle-" + root.id() + ".pem",
                                ChainPanel.Pem.MEDIA_TYPE,
                                () -> client.bundle(catalog, root.id()))
                        .named(text("certificates.roots.bundle-of", root.rootSubject())),
                Styled.small(
                        text("certificates.roots.remove.open"),
                        text("certificates.roots.remove.open-of", root.rootSubject()),
                        () -> remove(root, false)));
    }

    private void request() {
        new ActionDialog(
                        text("certificates.roots.request.title"),
                        List.of(text("certificates.roots.request.effect"), text("certificates.roots.request.next")),
                        text("certificates.roots.request"),
                        none -> {
                            client.requestRoot();
                            Toast.done(text("certificates.roots.request.done"));
                            changed.run();
                        })
                .withoutReason()
                .open();
    }

    private void remove(ExternalRootView root, boolean pending) {
        ExternalRootImpact impact = client.removalImpact(root.id());
        ActionDialog dialog = new ActionDialog(
                        pending
                                ? text("certificates.roots.withdraw")
                                : text("certificates.roots.remove.title", root.rootSubject()),
                        impact.consequences(),
                        text(pending ? "certificates.roots.withdraw" : "certificates.roots.remove"),
                        reason -> {
                            client.removeRoot(root.id(), new Reason(reason));
                            Toast.done(text(
                                    pending ? "certificates.roots.withdraw.done" : "certificates.roots.remove.done"));
                            changed.run();
                        })
                .dangerous();
        if (!pending) {
            dialog.showing(preview(impact))
                    .confirming(Integer.toString(impact.catalogs()), text("certificates.roots.catalogs"));
        }
        dialog.open();
    }

    private static Div preview(ExternalRootImpact impact) {
        Paragraph words = new Paragraph(text("certificates.roots.impact", impact.catalogs(), impact.devices()));
        if (impact.until() != null) {
            words.add(new Span(" " + text("certificates.roots.impact.until") + " "), TimeText.exact(impact.until()));
        }
        Div contacts = new Div(new Paragraph(ImpactWords.contact(impact.contactMinutes())));
        if (impact.offline() > 0) {
            contacts.add(new Paragraph(text("impact.offline", impact.offline())));
        }
        return new Div(
                words,
                contacts,
                RowTable.first(
                        text("certificates.roots.impact.table"),
                        impact.first(),
                        impact.catalogs(),
                        one -> List.of(one.name(), Amount.of(one.devices())),
                        text("certificates.roots.impact.catalog"),
                        text("certificates.roots.impact.devices")));
    }

    /** Imports the certificates from the owner of an external root. */
    static final class ExternalRootDialog extends FormDialog {
        ExternalRootDialog(AuthorityClient client, ExternalRootView request, Runnable done) {
            super(text("certificates.roots.add.title"), text("certificates.roots.add"));
            setWidth("40rem");
            put(new Paragraph(text("certificates.roots.add.text")));
            TextArea certificate = required("certificate", pem(text("certificates.roots.add.policy-authority")));
            TextArea root = required("root", pem(text("certificates.roots.add.root")));
            onSubmit(() -> {
                client.importRoot(request.id(), new ExternalRootCertificate(certificate.getValue(), root.getValue()));
                Toast.done(text("certificates.roots.add.done"));
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
