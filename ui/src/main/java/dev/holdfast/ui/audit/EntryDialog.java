package dev.holdfast.ui.audit;

import static dev.holdfast.ui.text.Texts.text;

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

/** Shows an audit entry with its changes. */
final class EntryDialog extends Dialog {
    /** Key of the approver in {@code after}. Shown as a fact of its own, because the actor can influence the text of the entry. */
    private static final String APPROVED_BY = "approvedBy";

    /** Key in {@code after} of the person who invited both the requester and the approver. */
    private static final String BOTH_INVITED_BY = "bothInvitedBy";

    EntryDialog(String catalog, AuditEntryView entry) {
        setHeaderTitle(text("audit.entry.title", Long.toString(entry.sequence())));
        setWidth("46rem");
        Map<String, Object> before = orEmpty(entry.before());
        Map<String, Object> after = orEmpty(entry.after());
        Object approver = after.remove(APPROVED_BY);
        Object inviter = after.remove(BOTH_INVITED_BY);
        add(new Paragraph(entry.detail()), facts(catalog, entry, approver, inviter));
        if (!before.isEmpty() || !after.isEmpty()) {
            add(new H3(text("audit.entry.changes")), values(before, after));
        }
        getFooter().add(new Button(text("audit.entry.close"), clicked -> close()));
    }

    private static Facts facts(
            String catalog, AuditEntryView entry, @Nullable Object approver, @Nullable Object inviter) {
        Facts facts = new Facts()
                .with(text("audit.time"), TimeText.full(entry.at()))
                .with(text("audit.actor"), entry.actor());
        account(facts, text("audit.entry.actor-account"), entry.actorIssuer(), entry.actorSubject());
        facts.with(text("audit.action"), entry.action())
                .with(text("audit.target"), AuditView.subject(catalog, entry.subject()));
        optional(facts, text("audit.entry.approved-by"), approver);
        account(facts, text("audit.entry.approver-account"), entry.approverIssuer(), entry.approverSubject());
        optional(facts, text("audit.entry.both-invited-by"), inviter);
        optional(facts, text("audit.entry.reason"), entry.reason());
        if (entry.address() != null) {
            facts.with(text("audit.entry.address"), new Code(entry.address()));
        }
        optional(facts, text("audit.entry.user-agent"), entry.agent());
        if (entry.token() != null && entry.tokenId() != null) {
            facts.with(
                    text("audit.entry.token"),
                    new Span(
                            new Span(entry.token() + " "),
                            new Code(entry.tokenId().toString()),
                            new CopyButton(entry.tokenId().toString(), text("copy.token-id"))));
        }
        if (entry.correlation() != null) {
            facts.with(
                    text("audit.entry.request"),
                    new Span(
                            new Code(entry.correlation()),
                            new CopyButton(entry.correlation(), text("copy.request-id"))));
        }
        return facts;
    }

    /** Shows the account behind a name. Names can change hands; accounts cannot. */
    private static void account(Facts facts, String name, @Nullable String issuer, @Nullable String subject) {
        if (issuer != null && subject != null) {
            facts.with(
                    name,
                    new Span(
                            new Code(subject),
                            new CopyButton(subject, text("copy.account")),
                            new Span(" " + text("audit.entry.at-issuer", issuer))));
        }
    }

    private static void optional(Facts facts, String name, @Nullable Object value) {
        if (value != null) {
            facts.with(name, value.toString());
        }
    }

    /** Makes a table of the fields before and after. The style sheet highlights the fields that changed. */
    private static RowTable values(Map<String, Object> before, Map<String, Object> after) {
        RowTable table = new RowTable(
                text("audit.entry.changes"),
                text("audit.entry.field"),
                text("audit.entry.before"),
                text("audit.entry.after"));
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

    /** Shows a value. A map has a line for each key; keys that are device IDs are shortened. */
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
