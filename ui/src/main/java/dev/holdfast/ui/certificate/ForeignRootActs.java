package dev.holdfast.ui.certificate;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.authority.ForeignRootLoss;
import dev.holdfast.contract.operator.authority.ForeignRootView;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.ActionDialog;

/** The end of a root of others, or of a request for one, after a preview. */
final class ForeignRootActs {
    private static final int SHOWN = 8;

    private final ForeignRootClient roots;
    private final Runnable changed;

    /** Calls {@code changed} when one was removed. */
    ForeignRootActs(ForeignRootClient roots, Runnable changed) {
        this.roots = roots;
        this.changed = changed;
    }

    Button button(ForeignRootView root) {
        boolean waits = root.importedAt() == null;
        Button remove = new Button(waits ? "Withdraw…" : "Remove…", clicked -> remove(root, waits));
        remove.addThemeVariants(ButtonVariant.SMALL);
        remove.setAriaLabel(waits ? "Withdraw the request" : "Remove " + root.rootSubject());
        return remove;
    }

    private void remove(ForeignRootView root, boolean waits) {
        ForeignRootLoss loss = roots.removalImpact(root.id());
        ActionDialog dialog = new ActionDialog(
                        waits ? "Withdraw the request" : "Remove " + root.rootSubject(),
                        loss.consequences(),
                        waits ? "Withdraw" : "Remove",
                        reason -> {
                            roots.remove(root.id(), new Reason(reason));
                            Toast.done(waits ? "The request is withdrawn" : "The root is removed");
                            changed.run();
                        })
                .atMost(Reason.MAX_LENGTH)
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
        RowTable table = new RowTable("Catalogs that lose bundles", "Catalog", "Devices");
        loss.first().stream()
                .limit(SHOWN)
                .forEach(one -> table.row(RowTable.words(one.name()), RowTable.words(Amount.of(one.devices()))));
        Div list = new Div(words, table);
        if (loss.catalogs() > SHOWN) {
            list.add(new Paragraph("and " + Amount.of(loss.catalogs() - SHOWN, "more catalog")));
        }
        return list;
    }
}
