package dev.holdfast.ui.audit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.id.DeviceId;
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
        optional(facts, "Approved by", second);
        optional(facts, "Both invited by", inviter);
        optional(facts, "Why", entry.reason());
        if (entry.address() != null) {
            facts.with("From", new Code(entry.address()));
        }
        optional(facts, "With", entry.agent());
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

    private static void optional(Facts facts, String name, @Nullable Object value) {
        if (value != null) {
            facts.with(name, value.toString());
        }
    }

    /** Names that changed are marked by an arrow, so that nobody has to compare. */
    private static RowTable values(Map<String, Object> before, Map<String, Object> after) {
        RowTable table = new RowTable("What changed", "Name", "Before", "After");
        Set<String> names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            NativeTableRow row = table.row(RowTable.words(name), value(before.get(name)), value(after.get(name)));
            if (!Objects.equals(before.get(name), after.get(name))) {
                row.getElement().setAttribute("data-changed", "");
            }
        }
        return table;
    }

    /** A value as people read it: of several by name a line each, with devices by the beginning of their IDs. */
    static Component value(@Nullable Object value) {
        if (value == null) {
            return RowTable.words("");
        }
        if (value instanceof Map<?, ?> values) {
            Div lines = new Div();
            values.forEach((name, one) -> lines.add(new Div(new Code(name(String.valueOf(name)) + ": " + one))));
            return lines;
        }
        return new Span(new Code(value.toString()));
    }

    private static String name(String name) {
        return name.length() == DeviceId.TEXT_LENGTH ? DeviceId.parse(name).shortText() + "…" : name;
    }

    private static Map<String, Object> orEmpty(@Nullable Map<String, Object> values) {
        return values == null ? new LinkedHashMap<>() : new LinkedHashMap<>(values);
    }
}
