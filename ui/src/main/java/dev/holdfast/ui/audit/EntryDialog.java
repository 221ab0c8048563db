package dev.holdfast.ui.audit;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.audit.AuditEntryView;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.TimeText;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One entry of the audit log, whole. */
final class EntryDialog extends Dialog {
    /** No sentence says it: that may have words of the actor's. */
    private static final String APPROVED_BY = "approvedBy";

    private static final String BOTH_INVITED_BY = "bothInvitedBy";

    EntryDialog(String catalog, AuditEntryView entry) {
        setHeaderTitle("Entry " + entry.sequence());
        setWidth("46rem");
        Map<String, Object> before = orEmpty(entry.before());
        Map<String, Object> after = orEmpty(entry.after());
        Object second = after.remove(APPROVED_BY);
        Object inviter = after.remove(BOTH_INVITED_BY);
        add(new Paragraph(entry.detail()), facts(catalog, entry, second, inviter));
        if (!before.isEmpty() || !after.isEmpty()) {
            add(new H3("What changed"), values(before, after));
        }
        getFooter().add(new Button("Close", clicked -> close()));
    }

    private static Facts facts(
            String catalog, AuditEntryView entry, @Nullable Object second, @Nullable Object inviter) {
        Facts facts = new Facts()
                .with("When", TimeText.full(entry.at()))
                .with("Who", entry.actor())
                .with("Act", entry.action())
                .with("To what", AuditView.subject(catalog, entry.subject()));
        if (second != null) {
            facts.with("Approved by", String.valueOf(second));
        }
        if (inviter != null) {
            facts.with("Both invited by", String.valueOf(inviter));
        }
        if (entry.reason() != null) {
            facts.with("Why", entry.reason());
        }
        if (entry.address() != null) {
            facts.with("From", new Code(entry.address()));
        }
        if (entry.agent() != null) {
            facts.with("With", entry.agent());
        }
        if (entry.token() != null && entry.tokenId() != null) {
            facts.with(
                    "By token",
                    new Span(
                            new Span(entry.token() + " "),
                            new Code(entry.tokenId().toString()),
                            new CopyButton(entry.tokenId().toString(), "token id")));
        }
        if (entry.correlation() != null) {
            facts.with(
                    "Request",
                    new Span(new Code(entry.correlation()), new CopyButton(entry.correlation(), "request id")));
        }
        return facts;
    }

    /** Names that changed are marked by an arrow, so that nobody has to compare. */
    private static RowTable values(Map<String, Object> before, Map<String, Object> after) {
        RowTable table = new RowTable("What changed", "Name", "Before", "After");
        Set<String> names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            NativeTableRow row =
                    table.row(RowTable.words(name), EntryValue.of(before.get(name)), EntryValue.of(after.get(name)));
            if (!Objects.equals(before.get(name), after.get(name))) {
                row.getElement().setAttribute("data-changed", "");
            }
        }
        return table;
    }

    private static Map<String, Object> orEmpty(@Nullable Map<String, Object> values) {
        return values == null ? new LinkedHashMap<>() : new LinkedHashMap<>(values);
    }
}
