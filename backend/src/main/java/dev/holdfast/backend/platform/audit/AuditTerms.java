package dev.holdfast.backend.platform.audit;

import dev.holdfast.backend.platform.db.Condition;
import dev.holdfast.contract.operator.filter.Age;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.filter.Filter.Value;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Terms of a filter of the audit log as SQL about an {@code audit_entry}. No condition is ever null. */
final class AuditTerms {
    private final Condition condition;
    private final Instant now;

    AuditTerms(Condition condition, Instant now) {
        this.condition = condition;
        this.now = now;
    }

    /** Adds that all terms are met. */
    void add(Filter filter) {
        filter.terms().forEach(term -> {
            condition.sql(term.negated() ? " and not (" : " and (");
            switch (term) {
                case Filter.Words words -> words(words.words());
                case Filter.Field field -> field(field);
            }
            condition.sql(")");
        });
    }

    private void field(Filter.Field field) {
        switch (field.field()) {
            case "actor" -> whole("lower(actor)", field.values());
            case "action" -> whole("lower(action)", field.values());
            case "address" -> whole("lower(coalesce(address, ''))", field.values());
            case "request" -> whole("lower(coalesce(correlation, ''))", field.values());
            case "subject" -> part("subject", field.values());
            case "reason" -> part("coalesce(reason, '')", field.values());
            case "at" -> ago(field.values());
            case "is" -> is(field.values());
            default -> throw new IllegalStateException("no condition for the field " + field.field());
        }
    }

    private void whole(String column, List<Value> values) {
        condition
                .sql(column + " = any (")
                .value(
                        values.stream()
                                .map(value -> value.operand().toLowerCase(Locale.ROOT))
                                .toArray(String[]::new),
                        "text[]")
                .sql(")");
    }

    private void part(String column, List<Value> values) {
        String between = "";
        for (Value value : values) {
            condition
                    .sql(between + "strpos(lower(" + column + "), lower(")
                    .value(value.operand(), "text")
                    .sql(")) > 0");
            between = " or ";
        }
    }

    private void ago(List<Value> values) {
        String between = "";
        for (Value value : values) {
            condition.sql(between);
            if (value.operand().equals(Age.NEVER)) {
                condition.sql("false");
            } else {
                condition
                        .sql("at " + Age.earlier(value.comparison()) + " ")
                        .value(now.minus(Age.parse(value.operand()).orElseThrow()), "timestamptz");
            }
            between = " or ";
        }
    }

    /** The name stands in the statement: only then PostgreSQL uses the index that leaves the system's entries out. */
    private void is(List<Value> values) {
        String between = "";
        for (Value value : values) {
            condition.sql(between + "actor " + (value.operand().equals("people") ? "<>" : "=") + " '" + AuditLog.SYSTEM
                    + "'");
            between = " or ";
        }
    }

    private void words(String words) {
        condition.sql("exists (select from (select lower(").value(words, "text").sql("""
                ) as wanted) w
                where strpos(lower(actor), wanted) > 0 or strpos(lower(action), wanted) > 0 or strpos(lower(subject), wanted) > 0
                    or strpos(lower(detail), wanted) > 0 or strpos(lower(coalesce(reason, '')), wanted) > 0
                    or strpos(lower(coalesce(before::text, '')), wanted) > 0 or strpos(lower(coalesce(after::text, '')), wanted) > 0
                    or lower(coalesce(address, '')) = wanted or lower(coalesce(correlation, '')) = wanted)""");
    }
}
