package dev.holdfast.ui.revocation;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.revocation.LossPreview;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.GroupWords;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.TimeText;
import java.util.List;

/** What an act would take from whom, by group. */
public final class LossList extends Div {
    private static final int SHOWN = 8;

    /** Shows a preview. */
    public LossList(LossPreview preview) {
        add(sentence(preview));
        List<LossPreview.OfGroup> groups = preview.groups();
        if (preview.devices() < 2) {
            return;
        }
        RowTable table =
                new RowTable("What is lost by group", "Product / group", "Devices", "Trusted now", "Certificates");
        groups.stream()
                .limit(SHOWN)
                .forEach(group -> table.row(
                        RowTable.words(
                                group.group().isEmpty()
                                        ? "Left the catalog"
                                        : GroupWords.of(group.product(), group.group())),
                        RowTable.words(Amount.of(group.devices())),
                        RowTable.words(Amount.of(group.trusted())),
                        RowTable.words(Amount.of(group.certificates()))));
        add(table);
        if (groups.size() > SHOWN) {
            add(new Paragraph("and " + Amount.of(groups.size() - SHOWN, "more group")));
        }
    }

    private static Paragraph sentence(LossPreview preview) {
        Paragraph words = new Paragraph(Amount.of(preview.devices(), "device") + ", " + preview.trusted()
                + " trusted now, would lose " + Amount.of(preview.certificates(), "certificate"));
        if (preview.until() == null) {
            words.add(new Span(" that would be valid now."));
        } else {
            words.add(new Span(" that would have been valid until "), TimeText.exact(preview.until()), new Span("."));
        }
        return words;
    }
}
