package dev.holdfast.ui.component;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import dev.holdfast.contract.operator.product.TargetChange;
import dev.holdfast.contract.operator.product.TargetImpact;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Effect that other settings of a device group, or a move to another group, would have on the software of devices. */
public final class TargetEffect extends Div {
    /** Makes an effect without content. */
    public TargetEffect() {
        addClassName("hf-effect");
        getElement().setAttribute("aria-live", "polite");
    }

    /** Shows an effect in place of the last one. {@code more} is added to its sentences. */
    public void show(TargetImpact impact, List<String> more) {
        removeAll();
        UnorderedList sentences = new UnorderedList();
        Stream.concat(sentences(impact).stream(), more.stream())
                .forEach(sentence -> sentences.add(new ListItem(sentence)));
        add(sentences);
        if (!impact.changes().isEmpty()) {
            add(RowTable.first(
                    text("target-effect.table"),
                    impact.changes(),
                    impact.changes().size(),
                    TargetEffect::cells,
                    text("target-effect.part"),
                    text("target-effect.change"),
                    text("target-effect.devices"),
                    text("target-effect.offline")));
        }
        if (!impact.willFail().isEmpty()) {
            add(new Warnings(impact.willFail().stream()
                    .map(failure -> text("rollout-effect.will-fail", failure.devices(), failure.reason()))
                    .toList()));
        }
    }

    /** Shows why there is no effect to show. */
    public void refuse(String reason) {
        removeAll();
        add(new Paragraph(reason));
    }

    private static List<String> sentences(TargetImpact impact) {
        List<String> sentences = new ArrayList<>();
        if (impact.changes().isEmpty()) {
            sentences.add(text("target-effect.none"));
        } else {
            long changed =
                    impact.changes().stream().mapToLong(TargetChange::devices).sum();
            long offline =
                    impact.changes().stream().mapToLong(TargetChange::offline).sum();
            sentences.add(text("target-effect.changed", changed, impact.devices(), Amount.bytes(impact.bytes())));
            sentences.add(ImpactWords.contact(impact.contactMinutes()));
            if (offline > 0) {
                sentences.add(text("deploy.offline", offline));
            }
        }
        if (impact.blocked() > 0) {
            sentences.add(text("deploy.blocked", impact.blocked()));
        }
        if (impact.pinned() > 0) {
            sentences.add(text("rollout-effect.pinned", impact.pinned()));
        }
        if (impact.heldByPolicy() > 0) {
            sentences.add(text("rollout-effect.held-by-policy", impact.heldByPolicy()));
        }
        if (impact.leavingRollout() > 0) {
            sentences.add(text("target-effect.leaving", impact.leavingRollout()));
        }
        return sentences;
    }

    private static List<String> cells(TargetChange change) {
        return List.of(
                change.part(), ImpactWords.software(change), Amount.of(change.devices()), Amount.of(change.offline()));
    }
}
