package dev.holdfast.ui.policy;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import dev.holdfast.contract.operator.policy.UpdatePolicyGroup;
import dev.holdfast.contract.operator.policy.UpdatePolicyPreview;
import dev.holdfast.contract.operator.product.TargetChange;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.ImpactWords;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Warnings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Effect of an update policy before its activation, by device group. */
final class UpdatePreview extends Div {
    UpdatePreview(UpdatePolicyPreview preview) {
        addClassName("hf-stack");
        add(new Paragraph(summary(preview)));
        List<String> closed = preview.groups().stream()
                .filter(group -> group.opens() == null)
                .map(group -> text("update-preview.never", group.product() + " / " + group.group()))
                .toList();
        if (!closed.isEmpty()) {
            add(new Warnings(closed));
        }
        if (!preview.groups().isEmpty()) {
            add(table(preview));
        }
        preview.groups().forEach(group -> {
            List<String> effects = effects(group);
            if (!effects.isEmpty()) {
                UnorderedList list = new UnorderedList();
                effects.forEach(sentence -> list.add(new ListItem(sentence)));
                add(new Paragraph(group.product() + " / " + group.group()), list);
            }
        });
    }

    /** Returns the effect in one sentence. */
    static String summary(UpdatePolicyPreview preview) {
        return preview.groups().isEmpty()
                ? text("update-preview.no-group")
                : text("update-preview.summary", preview.changed(), preview.devices());
    }

    /** Returns the software that devices of a group would get or no longer get; empty if none lacks its target. */
    private static List<String> effects(UpdatePolicyGroup group) {
        List<String> effects = new ArrayList<>();
        ImpactWords.software(group.offers().changes())
                .forEach(sentence -> effects.add(text("update-preview.offers", sentence)));
        if (group.offers().bytes() > 0) {
            effects.add(text("update-preview.bytes", Amount.bytes(group.offers().bytes())));
        }
        if (!effects.isEmpty() && group.contactMinutes() != null) {
            effects.add(text("update-preview.contact", TimeText.length(Duration.ofMinutes(group.contactMinutes()))));
        }
        long offline = group.offers().changes().stream()
                .mapToLong(TargetChange::offline)
                .sum();
        if (offline > 0) {
            effects.add(text("deploy.offline", offline));
        }
        group.willFail()
                .forEach(failure -> effects.add(text("update-preview.will-fail", failure.devices(), failure.reason())));
        ImpactWords.software(group.withholds().changes())
                .forEach(sentence -> effects.add(text("update-preview.withholds", sentence)));
        if (group.withholds().bytes() > 0) {
            effects.add(text(
                    "update-preview.bytes-withheld",
                    Amount.bytes(group.withholds().bytes())));
        }
        return effects;
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
