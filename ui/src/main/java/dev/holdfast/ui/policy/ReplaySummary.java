package dev.holdfast.ui.policy;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.policy.ReplayChange;
import dev.holdfast.contract.operator.policy.ReplayChangePage;
import dev.holdfast.contract.operator.policy.ReplayGroup;
import dev.holdfast.contract.operator.policy.ReplayState;
import dev.holdfast.contract.operator.policy.ReplayView;
import dev.holdfast.contract.operator.policy.TrustTransition;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.GroupWords;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Outcome;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.TableRows;
import dev.holdfast.ui.shell.Visit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The result of a replay with its counts, in total and by device group; its progress while it runs. */
final class ReplaySummary extends Div {
    /** The trust from best to worst, to warn of devices that would lose trust. */
    private static final List<Trust> BEST_FIRST =
            List.of(Trust.TRUSTED, Trust.OUTDATED, Trust.UNKNOWN, Trust.UNTRUSTED);

    ReplaySummary(ReplayView replay) {
        Panel panel = new Panel(text("replay.panel"));
        panel.beside(new Span(TimeText.full(replay.startedAt()), PolicyWords.by(replay.startedBy())));
        if (replay.state() == ReplayState.RUNNING) {
            panel.add(progress(replay));
        } else {
            panel.add(outcome(replay));
        }
        panel.add(facts(replay));
        add(panel);
    }

    private static Div progress(ReplayView replay) {
        ProgressBar bar = new ProgressBar(0, Math.max(1, replay.devicesTotal()), replay.devicesDone());
        bar.setIndeterminate(replay.devicesTotal() == 0);
        bar.getElement().setAttribute("aria-label", text("replay.devices-checked"));
        Paragraph progress = new Paragraph(PolicyWords.result(replay) + ". "
                + Objects.requireNonNullElse(replay.unusable(), "") + " " + text("replay.leave"));
        progress.getElement().setAttribute("aria-live", "polite");
        return new Div(bar, progress);
    }

    private static Outcome outcome(ReplayView replay) {
        Outcome outcome = new Outcome();
        if (replay.state() == ReplayState.FAILED) {
            outcome.say(
                    Tone.CONTRAINDICATED,
                    PolicyWords.result(replay) + ".",
                    new Paragraph(Objects.requireNonNullElse(replay.unusable(), "")));
            return outcome;
        }
        if (replay.state() != ReplayState.FINISHED) {
            outcome.say(Tone.WARNING, text("replay.start-again", PolicyWords.result(replay)));
            return outcome;
        }
        List<Paragraph> rest = new ArrayList<>();
        if (replay.unusable() != null) {
            rest.add(new Paragraph(text("replay.unusable", replay.unusable())));
        }
        if (replay.devicesWithoutEvidence() > 0) {
            rest.add(new Paragraph(text("replay.no-evidence", replay.devicesWithoutEvidence())));
        }
        if (replay.evidenceUnreadable() > 0) {
            rest.add(new Paragraph(text("replay.unreadable", replay.evidenceUnreadable())));
        }
        outcome.say(tone(replay), PolicyWords.result(replay) + ".", rest.toArray(Paragraph[]::new));
        if (replay.devicesChanged() > 0) {
            outcome.add(transitions(replay));
        }
        return outcome;
    }

    private static Tone tone(ReplayView replay) {
        boolean worse = replay.groups().stream()
                .flatMap(group -> group.transitions().stream())
                .anyMatch(transition -> BEST_FIRST.indexOf(transition.to()) > BEST_FIRST.indexOf(transition.from()));
        return worse ? Tone.WARNING : Tone.AFFIRMING;
    }

    private static Div transitions(ReplayView replay) {
        Map<TrustTransition, Long> sums = replay.groups().stream()
                .flatMap(group -> group.transitions().stream())
                .collect(Collectors.groupingBy(
                        transition -> new TrustTransition(transition.from(), transition.to(), 0),
                        Collectors.summingLong(TrustTransition::devices)));
        Div lines = Styled.div("hf-turns");
        sums.entrySet().stream()
                .sorted(Map.Entry.<TrustTransition, Long>comparingByValue(Comparator.reverseOrder()))
                .forEach(sum -> lines.add(
                        StatusBadge.transition(sum.getKey().from(), sum.getKey().to(), sum.getValue())));
        return lines;
    }

    private static Facts facts(ReplayView replay) {
        String compared = replay.comparedWith().stream()
                .map(reference -> PolicyWords.versionOf(reference.policy(), reference.version()))
                .collect(Collectors.joining(", "));
        return new Facts()
                .with(text("replay.evidence-since"), TimeText.full(replay.from()))
                .with(
                        text("replay.evidence"),
                        text("replay.evidence-count", replay.evidenceCount(), ReplayView.MAX_EVIDENCE_PER_DEVICE))
                .with(text("replay.compared-with"), compared)
                .with(text("replay.finished"), TimeText.full(replay.finishedAt(), "–"));
    }

    static Panel byGroup(String catalog, ReplayView replay) {
        if (replay.groups().isEmpty()) {
            return new Panel(text("replay.by-group"), new Paragraph(text("replay.no-group")));
        }
        RowTable table = new RowTable(
                text("replay.group-table"),
                text("replay.group"),
                text("replay.devices"),
                text("replay.changed"),
                text("replay.change"));
        replay.groups()
                .forEach(group -> table.row(
                        name(catalog, replay, group),
                        RowTable.words(Amount.of(group.devices())),
                        RowTable.words(Amount.of(group.devicesChanged())),
                        transitions(group)));
        return new Panel(text("replay.by-group"), table);
    }

    private static Component name(String catalog, ReplayView replay, ReplayGroup group) {
        String name = GroupWords.of(group.product(), group.group());
        return group.devicesChanged() == 0
                ? RowTable.words(name)
                : new Anchor(link(catalog, replay, group.product(), group.group()), name);
    }

    static String link(String catalog, ReplayView replay, String product, String group) {
        return new Location(
                        Links.replay(catalog, replay.id()),
                        QueryParameters.simple(Map.of("product", product, "group", group)))
                .getPathWithQueryParameters();
    }

    private static Component transitions(ReplayGroup group) {
        if (group.transitions().isEmpty()) {
            return RowTable.words("");
        }
        Div transitions = new Div();
        group.transitions()
                .forEach(change ->
                        transitions.add(StatusBadge.transition(change.from(), change.to(), change.devices())));
        return transitions;
    }

    /** The devices that would change, each with the rule that makes the difference. */
    static final class ReplayChanges extends Div {
        ReplayChanges(PolicyClient client, Visit visit, ReplayView report) {
            String product = visit.query("product");
            String group = visit.query("group");
            boolean narrowed = !product.isEmpty() || !group.isEmpty();
            String all = Links.replay(visit.catalog(), report.id());
            TableRows<ReplayChange> rows = new TableRows<ReplayChange>(
                            narrowed
                                    ? text(
                                            "replay.devices-changed-in",
                                            group.isEmpty() ? product : GroupWords.of(product, group))
                                    : text("replay.devices-changed"),
                            ReplayChange::deviceId)
                    .column(text("replay.device"), change -> device(visit.catalog(), change))
                    .column(text("replay.change"), ReplayChanges::transition)
                    .column(text("policy.reason"), ReplayChanges::reason)
                    .column(text("replay.evidence"), ReplayChanges::evidence);
            if (narrowed) {
                rows.beside(new Anchor(all, text("replay.show-all-groups")));
            }
            ListRequest request = ListRequest.of(filter(product, group), TableRows.PAGE);
            LinkedPages<ReplayChange> pages = LinkedPages.of(TableRows.PAGE, (cursor, limit) -> {
                ReplayChangePage page =
                        client.changes(visit.catalog(), report.id().toString(), request.after(cursor, limit));
                DeviceId next = page.next();
                return new LinkedPages.Page<>(
                        page.items(), next == null ? null : next.text(), new LinkedPages.Total(page.listed(), false));
            });
            rows.show(
                    pages,
                    new EmptyState(
                            Icon.SEARCH,
                            text("replay.group-unchanged.title"),
                            text("replay.group-unchanged.text"),
                            new Anchor(all, text("replay.show-all-groups"))));
            add(rows);
            LinkedPages.Total listed = pages.total();
            if (!narrowed && listed != null && listed.rows() < report.devicesChanged()) {
                add(Styled.muted(text("replay.first-devices", listed.rows())));
            }
        }

        private static @Nullable String filter(String product, String group) {
            Filter filter = product.isEmpty() ? Filter.ALL : Filter.of("product", product);
            filter = group.isEmpty() ? filter : filter.and(Filter.of("group", group));
            return filter.terms().isEmpty() ? null : filter.text();
        }

        private static Component device(String catalog, ReplayChange change) {
            Anchor link = new Anchor(Links.device(catalog, change.deviceId(), "attestation"));
            link.add(new Code(change.deviceId().shortText()));
            link.setTitle(change.deviceId().text());
            return Styled.twoLines(link, GroupWords.of(change.product(), change.group()));
        }

        private static Component transition(ReplayChange change) {
            return Styled.div(
                    "hf-turn", StatusBadge.of(change.from()), new Span(text("replay.to")), StatusBadge.of(change.to()));
        }

        private static Component reason(ReplayChange change) {
            Span matches = new Span(text(change.dropped() ? "replay.rule-dropped" : "replay.rule-matches") + " ");
            Span subject = new Span(" · " + change.subject());
            Div origin = Styled.div("hf-muted", matches, new Code(change.rule()), subject);
            return Styled.div("hf-why", new Span(change.reason()), origin);
        }

        private static Component evidence(ReplayChange change) {
            return Styled.twoLines(
                    TimeText.relative(change.at()),
                    text(
                            change.newest() ? "replay.evidence-changed" : "replay.older-evidence-changed",
                            change.evidenceChanged(),
                            change.evidenceCount()));
        }
    }
}
