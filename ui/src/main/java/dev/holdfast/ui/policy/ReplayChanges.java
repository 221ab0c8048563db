package dev.holdfast.ui.policy;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.policy.ReplayChange;
import dev.holdfast.contract.operator.policy.ReplayChangePage;
import dev.holdfast.contract.operator.policy.ReplayView;
import dev.holdfast.contract.operator.product.NoGroup;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.GroupWords;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.TableRows;
import dev.holdfast.ui.shell.Visit;
import java.util.Locale;

/** The devices that would change, each with the rule that makes the difference; more of them as one asks. */
final class ReplayChanges extends Div {
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
        return Styled.twoLines(TimeText.relative(change.at()), change.newest() ? share : share + "; not the newest");
    }
}
