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
    public LossList(LossPreview preview) {
        add(sentence(preview));
        if (preview.devices() > 1) {
            add(RowTable.first(
                    "What is lost by group",
                    preview.groups(),
                    preview.groups().size(),
                    "group",
                    group -> List.of(
                            group.group().isEmpty()
                                    ? "Left the catalog"
                                    : GroupWords.of(group.product(), group.group()),
                            Amount.of(group.devices()),
                            Amount.of(group.trusted()),
                            Amount.of(group.certificates())),
                    "Product / group",
                    "Devices",
                    "Trusted now",
                    "Certificates"));
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
