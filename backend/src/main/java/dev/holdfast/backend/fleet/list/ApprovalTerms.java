package dev.holdfast.backend.fleet.list;

import dev.holdfast.backend.fleet.list.DeviceTerms.By;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.contract.operator.filter.Filter.Value;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Terms about what waits, or waited, for a second person: which devices that was about, named one by one. */
final class ApprovalTerms {
    private static final String NAMED = "select decode(named.id, 'hex') from approval a"
            + " cross join lateral jsonb_array_elements_text(a.payload -> 'request' -> 'deviceIds') as named(id)"
            + " where a.catalog_id = $1 and a.approval_id = any (";

    private ApprovalTerms() {}

    /** Adds that an approval names the device. There can be 20,000, so each row asks a hash of them and not a list. */
    static void add(SqlBuilder condition, List<Value> approvals, By by) {
        condition
                .sql((by == By.INDEX ? DeviceTerms.ANY_OF : "d.device_id in (") + NAMED)
                .value(approvals.stream().flatMap(ApprovalTerms::guid).toArray(UUID[]::new), "uuid[]")
                .sql(by == By.INDEX ? ")" + DeviceTerms.END : "))");
    }

    /** What is no GUID names no approval. */
    private static Stream<UUID> guid(Value value) {
        try {
            return Stream.of(UUID.fromString(value.operand()));
        } catch (IllegalArgumentException e) {
            return Stream.empty();
        }
    }
}
