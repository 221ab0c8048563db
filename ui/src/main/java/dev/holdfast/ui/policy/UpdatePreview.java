package dev.holdfast.ui.policy;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import dev.holdfast.contract.operator.policy.UpdatePolicyGroup;
import dev.holdfast.contract.operator.policy.UpdatePolicyPreview;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Effect of an update policy before its activation, by device group. */
final class UpdatePreview extends Div {
    UpdatePreview(UpdatePolicyPreview preview) {
        addClassName("hf-stack");
        add(new Paragraph(summary(preview)));
        if (!preview.groups().isEmpty()) {
            add(table(preview));
        }
    }

    /** Returns the effect in one sentence. */
    static String summary(UpdatePolicyPreview preview) {
        return preview.groups().isEmpty()
                ? text("update-preview.no-group")
                : text("update-preview.summary", preview.changed(), preview.devices());
    }

    private static Component table(UpdatePolicyPreview preview) {
        RowTable table = new RowTable(
                text("update-preview.table"),
                text("update-preview.group"),
                text("update-preview.devices"),
                text("update-preview.held"),
                text("update-preview.newly-held"),
                text("update-preview.newly-offered"),
                text("update-preview.opens"));
        List<UpdatePolicyGroup> mostChangedFirst = preview.groups().stream()
                .sorted(Comparator.comparingLong(UpdatePreview::changed).reversed())
                .toList();
        for (UpdatePolicyGroup group : mostChangedFirst) {
            table.row(
                    RowTable.words(group.product() + " / " + group.group()),
                    number(group.devices()),
                    number(group.held()),
                    number(group.newlyHeld()),
                    number(group.newlyOffered()),
                    opens(group.opens()));
        }
        return Styled.scrolling("hf-problem-box", text("update-preview.table"), table);
    }

    private static long changed(UpdatePolicyGroup group) {
        return group.newlyHeld() + group.newlyOffered();
    }

    private static Component number(long count) {
        return RowTable.words(text("update-preview.count", count));
    }

    private static Component opens(@Nullable Instant at) {
        return at == null ? RowTable.words(text("update-preview.closed")) : TimeText.exact(at);
    }
}
