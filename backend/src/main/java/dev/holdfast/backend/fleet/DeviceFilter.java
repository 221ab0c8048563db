package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.contract.operator.device.Health;
import dev.holdfast.contract.operator.device.Trust;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which devices to list; null leaves a field open.
 *
 * @param text the beginning of a device ID or of a name, or the code of a finding
 * @param trust what Holdfast thinks of it
 * @param health what is known of it
 * @param product its product's name
 * @param group its group's name
 * @param blocked whether to list only what an operator blocked
 */
record DeviceFilter(
        @Nullable String text,
        @Nullable Trust trust,
        @Nullable Health health,
        @Nullable String product,
        @Nullable String group,
        boolean blocked) {
    /**
     * A WHERE clause and what its placeholders stand for.
     *
     * @param where the clause
     * @param parameters from {@code $1} on
     */
    record Clause(String where, List<Object> parameters) {}

    Clause clause(CatalogId catalog) {
        List<String> conditions = new ArrayList<>(List.of("d.catalog_id = $1"));
        List<Object> parameters = new ArrayList<>(List.of(catalog));
        if (text != null && !text.isBlank()) {
            conditions.add(textCondition(text.strip(), parameters));
        }
        if (trust != null) {
            conditions.add("d.trust = " + add(parameters, trust));
        }
        if (health != null) {
            conditions.add(healthCondition(health));
        }
        if (product != null) {
            conditions.add("lower(p.name) = lower(" + add(parameters, product) + ")");
        }
        if (group != null) {
            conditions.add("lower(g.name) = lower(" + add(parameters, group) + ")");
        }
        if (blocked) {
            conditions.add("d.blocked_at is not null");
        }
        return new Clause("where " + String.join(" and ", conditions) + " ", parameters);
    }

    /** In the columns that have indexes. */
    private static String healthCondition(Health health) {
        return switch (health) {
            case TRUSTED -> "d.trust = 'TRUSTED'";
            case OUTDATED -> "d.trust = 'OUTDATED'";
            case FAILED -> "d.trust = 'UNTRUSTED'";
            case UNKNOWN -> "d.trust = 'UNKNOWN' and not d.unreachable";
            case UNREACHABLE -> "d.unreachable";
        };
    }

    private static String textCondition(String wanted, List<Object> parameters) {
        List<String> any = new ArrayList<>();
        DeviceIdPrefix.parse(wanted)
                .ifPresent(ids -> any.add(
                        "d.device_id between " + add(parameters, ids.first()) + " and " + add(parameters, ids.last())));
        any.add("starts_with(d.name, " + add(parameters, wanted) + ")");
        any.add("d.reason_code = " + add(parameters, wanted));
        return "(" + String.join(" or ", any) + ")";
    }

    private static String add(List<Object> parameters, Object value) {
        parameters.add(value);
        return "$" + parameters.size();
    }
}
