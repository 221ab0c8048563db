package dev.holdfast.backend.audit;

import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.Condition;
import dev.holdfast.backend.platform.db.FilterTerms;
import dev.holdfast.contract.operator.filter.Filter.Value;
import java.time.Instant;
import java.util.List;

/** Terms of a filter of the audit log as SQL about an {@code audit_entry}. */
final class AuditTerms extends FilterTerms {
    AuditTerms(Condition condition, Instant now) {
        super(condition, now);
    }

    @Override
    protected void field(String field, List<Value> values) {
        switch (field) {
            case "actor" -> whole("actor", values);
            case "action" -> whole("action", values);
            case "address" -> whole("coalesce(address, '')", values);
            case "request" -> whole("coalesce(correlation, '')", values);
            case "token" -> token(values);
            case "subject" -> any(values, value -> part("subject", value.operand()));
            case "reason" -> any(values, value -> part("coalesce(reason, '')", value.operand()));
            case "at" -> ago("at", values);
            case "since" -> moment("at", ">=", values);
            case "until" -> moment("at", "<", values);
            case "is" -> any(values, this::is);
            default -> throw new IllegalStateException("no condition for the field " + field);
        }
    }

    private void token(List<Value> values) {
        condition.sql("(");
        whole("coalesce(token, '')", values);
        condition.sql(" or ");
        whole("coalesce(token_id::text, '')", values);
        condition.sql(")");
    }

    /** The name stands in the statement: only then PostgreSQL uses the index that leaves the system's entries out. */
    private void is(Value value) {
        condition.sql("actor " + (value.operand().equals("people") ? "<>" : "=") + " '" + AuditLog.SYSTEM + "'");
    }

    @Override
    protected void words(String words) {
        condition.sql("exists (select from (select lower(").value(words, "text").sql("""
                ) as wanted) w
                where strpos(lower(actor), wanted) > 0 or strpos(lower(action), wanted) > 0 or strpos(lower(subject), wanted) > 0
                    or strpos(lower(detail), wanted) > 0 or strpos(lower(coalesce(reason, '')), wanted) > 0
                    or strpos(lower(coalesce(before::text, '')), wanted) > 0 or strpos(lower(coalesce(after::text, '')), wanted) > 0
                    or lower(coalesce(address, '')) = wanted or lower(coalesce(correlation, '')) = wanted
                    or lower(coalesce(token, '')) = wanted or coalesce(token_id::text, '') = wanted)""");
    }
}
