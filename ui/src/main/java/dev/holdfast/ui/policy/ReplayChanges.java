package dev.holdfast.ui.policy;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.policy.ReplayChange;
import dev.holdfast.contract.operator.policy.ReplayChangePage;
import dev.holdfast.contract.operator.policy.ReplayView;
import dev.holdfast.contract.operator.product.NoGroup;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.GroupWords;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The devices that would change, each with the rule that makes the difference; more of them as one asks. */
final class ReplayChanges extends Div {
    private static final int PAGE = 50;

    private final transient ReplayClient client;
    private final transient Visit visit;
    private final String replay;
    private final RowTable table =
            new RowTable("Devices that would change", "Device", "From what to what", "Why", "Evidence");
    private final Button more = new Button("Show more devices");
    private @Nullable String after;
    private long rows;

    ReplayChanges(ReplayClient client, Visit visit, ReplayView report) {
        this.client = client;
        this.visit = visit;
        this.replay = report.id().toString();
        String product = visit.query("product");
        String group = visit.query("group");
        boolean narrowed = !product.isEmpty() || !group.isEmpty();
        String all = Links.replay(visit.catalog(), report.id());
        ReplayChangePage first = page();
        Panel panel = new Panel(
                narrowed
                        ? "Devices that would change in " + (group.isEmpty() ? product : NoGroup.title(product, group))
                        : "Devices that would change");
        if (narrowed) {
            panel.beside(new Anchor(all, "Show those of all groups"));
        }
        if (first.changes().isEmpty()) {
            panel.add(new EmptyState(
                    Icon.SEARCH,
                    "No device of this group would change",
                    "Devices of other groups would.",
                    new Anchor(all, "Show those of all groups")));
        } else {
            panel.add(table, more);
            fill(first);
        }
        if (!narrowed && first.listed() < report.devicesChanged()) {
            Span note = new Span(
                    String.format(Locale.ROOT, "The report counts all and lists the first %,d.", first.listed()));
            note.addClassName("hf-muted");
            panel.add(note);
        }
        more.addClickListener(clicked -> fill(page()));
        add(panel);
    }

    private ReplayChangePage page() {
        String product = visit.query("product");
        String group = visit.query("group");
        return client.changes(
                visit.catalog(),
                replay,
                product.isEmpty() ? null : product,
                group.isEmpty() ? null : group,
                after,
                PAGE);
    }

    private void fill(ReplayChangePage page) {
        page.changes().forEach(this::add);
        rows += page.changes().size();
        DeviceId next = page.next();
        after = next == null ? null : next.text();
        more.setVisible(next != null);
        table.getElement().setAttribute("aria-rowcount", Long.toString(rows));
    }

    private void add(ReplayChange change) {
        Anchor link = new Anchor(Links.device(visit.catalog(), change.deviceId(), "attestation"));
        link.add(new Code(change.deviceId().shortText()));
        link.setTitle(change.deviceId().text());
        Div turn = new Div(StatusBadge.of(change.from()), new Span("to"), StatusBadge.of(change.to()));
        turn.addClassName("hf-turn");
        table.row(lines(link, GroupWords.of(change.product(), change.group())), turn, why(change), evidence(change));
    }

    private static Component why(ReplayChange change) {
        Code rule = new Code(change.rule());
        Span words = new Span(change.dropped() ? " does not hit any more · " : " hits · ");
        Div origin = new Div(rule, words, new Span(change.subject()));
        origin.addClassName("hf-muted");
        Div both = new Div(new Span(change.reason()), origin);
        both.addClassName("hf-why");
        return both;
    }

    private static Component evidence(ReplayChange change) {
        String share = String.format(
                Locale.ROOT, "%,d of %,d decided otherwise", change.evidencesChanged(), change.evidences());
        return lines(TimeText.relative(change.at()), change.newest() ? share : share + "; not the newest");
    }

    private static Div lines(Component first, String second) {
        Span small = new Span(second);
        small.addClassName("hf-muted");
        Div both = new Div(first, small);
        both.addClassName("hf-two-lines");
        return both;
    }
}
