package dev.holdfast.ui.rollout;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.rollout.PhaseView;
import dev.holdfast.contract.operator.rollout.RolloutCounts;
import dev.holdfast.contract.operator.rollout.RolloutStatus;
import dev.holdfast.contract.operator.rollout.RolloutView;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.StackedBar;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Tone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The phases of a rollout as cards. A refresh draws only changed cards. */
final class PhaseCards extends OrderedList {
    private static final int ALL = 100;

    private final transient List<Drawn> shown = new ArrayList<>();
    private final transient IntFunction<String> failures;

    /**
     * Content of a card.
     *
     * @param state state of the rollout if this is its newest phase and it has not ended; otherwise null
     * @param last whether the rollout has no further phase
     * @param rolledBack whether the rollout was rolled back
     */
    private record Card(
            PhaseView phase,
            boolean last,
            boolean rolledBack,
            @Nullable RolloutStatus state,
            @Nullable Instant soaksUntil) {}

    private record Drawn(Card card, ListItem item) {}

    /** Makes cards; {@code failures} returns the address of the failed devices of a phase. */
    PhaseCards(IntFunction<String> failures) {
        this.failures = failures;
        addClassName("hf-phases");
    }

    void show(RolloutView rollout) {
        List<Card> cards = rollout.phases().stream()
                .map(phase -> {
                    boolean newest = phase.number() == rollout.phase() && RolloutWords.isActive(rollout);
                    return new Card(
                            phase,
                            phase.number() == rollout.phases().size(),
                            RolloutWords.isRolledBack(rollout),
                            newest ? rollout.state() : null,
                            newest ? rollout.soaksUntil() : null);
                })
                .toList();
        if (cards.size() != shown.size()) {
            removeAll();
            shown.clear();
        }
        for (int index = 0; index < cards.size(); index++) {
            Card card = cards.get(index);
            if (index == shown.size()) {
                shown.add(draw(card));
                add(shown.getLast().item());
            } else if (!card.equals(shown.get(index).card())) {
                remove(shown.get(index).item());
                shown.set(index, draw(card));
                addComponentAtIndex(index, shown.get(index).item());
            }
        }
    }

    private Drawn draw(Card card) {
        PhaseView phase = card.phase();
        ListItem item = Styled.as("hf-phase", new ListItem());
        item.getElement().setAttribute("data-opened", Boolean.toString(phase.openedAt() != null));
        if (card.state() != null) {
            item.getElement().setAttribute("aria-current", "step");
        }
        item.add(Styled.div("hf-phase-head", new H3(text("rollout-phase.title", phase.number())), badge(card)));
        item.add(new Paragraph(RolloutWords.devices(phase)));
        if (phase.openedAt() != null) {
            String label = text("rollout-phase.progress", phase.number());
            StackedBar bar = (card.rolledBack()
                            ? RolloutWords.rolledBack(label, phase.counts())
                            : RolloutWords.bar(label, phase.counts()))
                    .withoutEmptyAfterFirst();
            String failed = text("rollout-bar.failed");
            item.add(
                    bar.draw(),
                    bar.legend(segment -> segment.name().equals(failed) ? failures.apply(phase.number()) : ""));
        }
        if (card.soaksUntil() != null) {
            item.add(new Paragraph(
                    new Span(text("rollout-phase.soak-ends") + " "), TimeText.relative(card.soaksUntil())));
        }
        item.add(facts(card));
        return new Drawn(card, item);
    }

    private static StatusBadge badge(Card card) {
        PhaseView phase = card.phase();
        if (card.state() != null) {
            return RolloutWords.badge(card.state());
        }
        if (phase.openedAt() == null) {
            return StatusBadge.of(Tone.UNKNOWN, Icon.DASH, text("rollout-phase.not-open"));
        }
        if (card.rolledBack()) {
            return RolloutWords.rolledBack();
        }
        return phase.succeededAt() == null
                ? StatusBadge.of(Tone.UNKNOWN, Icon.ROLLOUT, text("rollout-phase.open"))
                : StatusBadge.of(Tone.AFFIRMING, Icon.CHECK, text("rollout-phase.succeeded"));
    }

    private static Facts facts(Card card) {
        PhaseView phase = card.phase();
        RolloutCounts counts = phase.counts();
        Facts facts = new Facts()
                .with(
                        text("rollout-phase.attested"),
                        counts.targeted() == 0
                                ? text("rollout-phase.needed", phase.successPercent())
                                : text(
                                        "rollout-phase.share",
                                        Math.floorDiv(counts.attested() * ALL, counts.targeted()),
                                        phase.successPercent()))
                .with(text("rollout-phase.soak"), RolloutWords.minutes(phase.soakMinutes()))
                .with(text("rollout-phase.then"), next(card));
        Component opened = phase.openedAt() == null ? null : TimeText.relative(phase.openedAt());
        return opened == null ? facts : facts.with(text("rollout-phase.opened"), opened);
    }

    private static String next(Card card) {
        return text(
                card.last()
                        ? "rollout-phase.then.completes"
                        : card.phase().askPerson() ? "rollout-phase.then.asks" : "rollout-phase.then.opens");
    }
}
