package dev.holdfast.ui.claim;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.holdfast.contract.operator.maker.RevocationImpact;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.TimeText;

/** What revoking endorsements would take from which catalog. */
final class RevocationPreview extends Div {
    RevocationPreview(RevocationImpact impact) {
        add(new Paragraph(Amount.of(impact.chips(), "chip") + " would be endorsed no longer, and "
                + Amount.of(impact.devices(), "device") + " of catalogs with them"
                + (impact.catalogs().isEmpty() ? "." : ":")));
        UnorderedList catalogs = new UnorderedList();
        for (RevocationImpact.OfCatalog catalog : impact.catalogs()) {
            ListItem item = new ListItem(catalog.displayName() + ": " + Amount.of(catalog.devices(), "device") + ", "
                    + catalog.trusted() + " trusted now");
            if (catalog.certifiedUntil() != null) {
                item.add(
                        new Span("; " + catalog.certified() + " with a certificate, the last until "),
                        TimeText.exact(catalog.certifiedUntil()));
            }
            catalogs.add(item);
        }
        add(catalogs);
    }
}
