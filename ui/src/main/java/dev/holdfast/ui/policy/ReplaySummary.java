package dev.holdfast.ui.policy;

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
import dev.holdfast.contract.operator.policy.ReplayChange;
import dev.holdfast.contract.operator.policy.ReplayChangePage;
import dev.holdfast.contract.operator.policy.ReplayGroup;
import dev.holdfast.contract.operator.policy.ReplayState;
import dev.holdfast.contract.operator.policy.ReplayTurn;
import dev.holdfast.contract.operator.policy.ReplayView;
import dev.holdfast.contract.operator.product.NoGroup;
import dev.holdfast.ui.client.LinkedPages;
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
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What a replay found, in a sentence and a few numbers, and by device group; while it runs, how far it is. */
final class ReplaySummary extends Div {
    private static final List<Trust> WORSE = List.of(Trust.TRUSTED, Trust.OUTDATED, Trust.UNKNOWN, Trust.UNTRUSTED);

    ReplaySummary(ReplayView replay) {
        Panel panel = new Panel("What would change");
        panel.beside(TimeText.full(replay.startedAt()), new Span("by " + replay.startedBy()));
        if (replay.state() == ReplayState.RUNNING) {
            panel.add(progress(replay));
        } else {
            panel.add(outcome(replay));
        }
        panel.add(facts(replay));
        add(panel);
    }

    private static Div progress(ReplayView replay) {
        ProgressBar bar = new ProgressBar(0, Math.max(1, replay.devicesInAll()), replay.devicesDone());
        bar.setIndeterminate(replay.devicesInAll() == 0);
        bar.getElement().setAttribute("aria-label", "Devices looked at");
        Paragraph words = new Paragraph(PolicyWords.found(replay) + ". "
                + Objects.requireNonNullElse(replay.unusable(), "") + " You may leave this page; it goes on.");
        words.getElement().setAttribute("aria-live", "polite");
        return new Div(bar, words);
    }

    private static Outcome outcome(ReplayView replay) {
        Outcome outcome = new Outcome();
        if (replay.state() == ReplayState.FAILED) {
            outcome.say(
                    Tone.CONTRAINDICATED,
                    PolicyWords.found(replay) + ".",
                    new Paragraph(Objects.requireNonNullElse(replay.unusable(), "")));
            return outcome;
        }
        if (replay.state() != ReplayState.FINISHED) {
            outcome.say(Tone.WARNING, PolicyWords.found(replay) + ". Start it again.");
            return outcome;
        }
        List<Paragraph> rest = new ArrayList<>();
        if (replay.unusable() != null) {
            rest.add(new Paragraph("It cannot be used for an activation any more: " + replay.unusable()));
        }
        if (replay.devicesWithoutEvidence() > 0) {
            rest.add(new Paragraph("Nothing is known about " + Amount.of(replay.devicesWithoutEvidence(), "device")
                    + " that sent no evidence in that time."));
        }
        if (replay.evidencesUnreadable() > 0) {
            rest.add(new Paragraph(Amount.of(replay.evidencesUnreadable(), "piece", "pieces")
                    + " of stored evidence could not be appraised again and are left out."));
        }
        outcome.say(tone(replay), PolicyWords.found(replay) + ".", rest.toArray(Paragraph[]::new));
        if (replay.devicesChanged() > 0) {
            outcome.add(turns(replay));
        }
        return outcome;
    }

    private static Tone tone(ReplayView replay) {
        boolean worse = replay.groups().stream()
                .flatMap(group -> group.turns().stream())
                .anyMatch(turn -> WORSE.indexOf(turn.to()) > WORSE.indexOf(turn.from()));
        return worse ? Tone.WARNING : Tone.AFFIRMING;
    }

    private static Div turns(ReplayView replay) {
        Map<ReplayTurn, Long> sums = replay.groups().stream()
                .flatMap(group -> group.turns().stream())
                .collect(Collectors.groupingBy(
                        turn -> new ReplayTurn(turn.from(), turn.to(), 0),
                        Collectors.summingLong(ReplayTurn::devices)));
        Div lines = Styled.div("hf-turns");
        sums.entrySet().stream()
                .sorted(Map.Entry.<ReplayTurn, Long>comparingByValue(Comparator.reverseOrder()))
                .forEach(sum -> lines.add(
                        StatusBadge.turn(sum.getKey().from(), sum.getKey().to(), sum.getValue())));
        return lines;
    }

    private static Facts facts(ReplayView replay) {
        String compared = replay.comparedWith().stream()
                .map(reference -> PolicyWords.version(reference.policy(), reference.version()))
                .collect(Collectors.joining(", "));
        return new Facts()
                .with("Evidence since", TimeText.full(replay.from()))
                .with(
                        "Looked at",
                        Amount.of(replay.evidences(), "piece", "pieces")
                                + " of evidence, of each device at most its newest " + ReplayView.MAX_EVIDENCES)
                .with("Compared with", compared)
                .with("Ended", TimeText.full(replay.finishedAt(), "not yet"));
    }

    static Panel byGroup(String catalog, ReplayView replay) {
        if (replay.groups().isEmpty()) {
            return new Panel("By device group", new Paragraph("No device of this scope sent evidence in that time."));
        }
        RowTable table =
                new RowTable("Changes by device group", "Group", "Devices", "Would change", "From what to what");
        replay.groups()
                .forEach(group -> table.row(
                        name(catalog, replay, group),
                        RowTable.words(Amount.of(group.devices(), "device")),
                        RowTable.words(group.devicesChanged() == 0 ? "none" : Amount.of(group.devicesChanged())),
                        turns(group)));
        return new Panel("By device group", table);
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

    private static Component turns(ReplayGroup group) {
        if (group.turns().isEmpty()) {
            return RowTable.words("");
        }
        Div turns = new Div();
        group.turns().forEach(turn -> turns.add(StatusBadge.turn(turn.from(), turn.to(), turn.devices())));
        return turns;
    }

    /** The devices that would change, each with the rule that makes the difference; more of them as one asks. */
    static final class ReplayChanges extends Div {
        ReplayChanges(PolicyClient client, Visit visit, ReplayView report) {
            String product = visit.query("product");
            String group = visit.query("group");
            boolean narrowed = !product.isEmpty() || !group.isEmpty();
            String all = Links.replay(visit.catalog(), report.id());
            TableRows<ReplayChange> rows = new TableRows<ReplayChange>(
                            narrowed
                                    ? "Devices that would change in "
                                            + (group.isEmpty() ? product : NoGroup.title(product, group))
                                    : "Devices that would change",
                            ReplayChange::deviceId)
                    .column("Device", change -> device(visit.catalog(), change))
                    .column("From what to what", ReplayChanges::turn)
                    .column("Why", ReplayChanges::why)
                    .column("Evidence", ReplayChanges::evidence);
            if (narrowed) {
                rows.beside(new Anchor(all, "Show those of all groups"));
            }
            LinkedPages<ReplayChange> pages = LinkedPages.of(TableRows.PAGE, (cursor, limit) -> {
                ReplayChangePage page = client.changes(
                        visit.catalog(),
                        report.id().toString(),
                        product.isEmpty() ? null : product,
                        group.isEmpty() ? null : group,
                        cursor,
                        limit);
                DeviceId next = page.next();
                return new LinkedPages.Page<>(
                        page.changes(), next == null ? null : next.text(), new LinkedPages.Total(page.listed(), false));
            });
            rows.show(
                    pages,
                    new EmptyState(
                            Icon.SEARCH,
                            "No device of this group would change",
                            "Devices of other groups would.",
                            new Anchor(all, "Show those of all groups")));
            add(rows);
            LinkedPages.Total listed = pages.total();
            if (!narrowed && listed != null && listed.rows() < report.devicesChanged()) {
                add(Styled.muted("The report counts all and lists the first " + Amount.of(listed.rows()) + "."));
            }
        }

        private static Component device(String catalog, ReplayChange change) {
            Anchor link = new Anchor(Links.device(catalog, change.deviceId(), "attestation"));
            link.add(new Code(change.deviceId().shortText()));
            link.setTitle(change.deviceId().text());
            return Styled.twoLines(link, GroupWords.of(change.product(), change.group()));
        }

        private static Component turn(ReplayChange change) {
            return Styled.div("hf-turn", StatusBadge.of(change.from()), new Span("to"), StatusBadge.of(change.to()));
        }

        private static Component why(ReplayChange change) {
            Code rule = new Code(change.rule());
            Span words = new Span(change.dropped() ? " does not hit any more · " : " hits · ");
            Div origin = Styled.div("hf-muted", rule, words, new Span(change.subject()));
            return Styled.div("hf-why", new Span(change.reason()), origin);
        }

        private static Component evidence(ReplayChange change) {
            String share = String.format(
                    Locale.ROOT, "%,d of %,d decided otherwise", change.evidencesChanged(), change.evidences());
            return Styled.twoLines(
                    TimeText.relative(change.at()), change.newest() ? share : share + "; not the newest");
        }
    }
}
