package dev.holdfast.ui.rollout;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.audit.AuditEntryView;
import dev.holdfast.contract.operator.rollout.PhaseView;
import dev.holdfast.contract.operator.rollout.RolloutHalt;
import dev.holdfast.contract.operator.rollout.RolloutStatus;
import dev.holdfast.contract.operator.rollout.RolloutView;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Tone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What happened in a rollout, newest first: steps of people from the audit log, phases, and the halt. */
final class RolloutTimeline extends OrderedList {
    private static final String CREATED = "CreateRollout";

    private record Entry(Instant at, StatusBadge badge, String words) {}

    RolloutTimeline() {
        addClassName("hf-timeline");
    }

    /** Shows a rollout with entries of the audit log about it. */
    void show(RolloutView rollout, List<AuditEntryView> audit) {
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry(
                rollout.createdAt(),
                RolloutWords.badge(RolloutStatus.DRAFT),
                said(text("rollout-event.created", rollout.createdBy()), rollout.reason())));
        rollout.phases().forEach(phase -> entries.addAll(of(phase)));
        RolloutHalt halt = rollout.halt();
        if (halt != null && halt.rule() != null) {
            entries.add(new Entry(halt.at(), RolloutWords.badge(RolloutStatus.HALTED), RolloutWords.halt(halt)));
        }
        if (rollout.endedAt() != null) {
            boolean completed = rollout.state() == RolloutStatus.COMPLETED;
            entries.add(new Entry(
                    rollout.endedAt(),
                    RolloutWords.badge(rollout),
                    text(
                            completed
                                    ? "rollout.completed"
                                    : RolloutWords.isRolledBack(rollout)
                                            ? "rollout.rolled-back-to"
                                            : "rollout.aborted")));
        }
        audit.stream()
                .filter(entry -> !entry.action().equals(CREATED))
                .forEach(entry -> entries.add(new Entry(
                        entry.at(),
                        StatusBadge.of(Tone.UNKNOWN, Icon.PERSON, text("rollout-event.person")),
                        said(
                                text("rollout-event.by", entry.actor(), entry.detail()),
                                entry.reason() == null ? "" : entry.reason()))));
        entries.sort(Comparator.comparing(Entry::at).reversed());
        removeAll();
        entries.forEach(entry -> add(new ListItem(TimeText.exact(entry.at()), entry.badge(), new Span(entry.words()))));
    }

    private static List<Entry> of(PhaseView phase) {
        List<Entry> entries = new ArrayList<>();
        if (phase.openedAt() != null) {
            entries.add(new Entry(
                    phase.openedAt(),
                    StatusBadge.of(Tone.PROGRESS, Icon.ROLLOUT, text("rollout-phase.title", phase.number())),
                    text("rollout-event.opened", phase.number(), RolloutWords.devices(phase))));
        }
        if (phase.succeededAt() != null) {
            entries.add(new Entry(
                    phase.succeededAt(),
                    StatusBadge.of(Tone.AFFIRMING, Icon.CHECK, text("rollout-phase.title", phase.number())),
                    text("rollout-event.succeeded", phase.number(), phase.successPercent())));
        }
        return entries;
    }

    private static String said(String words, String reason) {
        return reason.isEmpty() ? words : text("rollout-event.reason", words, reason);
    }
}
