package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.fleet.Silence;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.revocation.CertificateImpact;
import dev.holdfast.contract.operator.revocation.CertificateImpact.OfDevice;
import dev.holdfast.contract.operator.revocation.CertificateImpact.OfGroup;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Query for the valid certificates that an operation would end, shared by the operation and its preview.
 *
 * @param ending SELECT of {@code device_id, serial, usage, not_after}: a row for each valid certificate that would end, and one without
 *     a certificate for a device that has none; the catalog is {@code $1}
 * @param parameters {@code $2} and following
 */
record RevocationImpact(CatalogId catalog, String ending, List<Object> parameters) {
    private static final int MAX_GROUPS = 500;
    private static final int MAX_DEVICES = 100;
    private static final String OF_DEVICES = """
            , ending_of_device as (
                select l.device_id, count(l.serial) as certificates, max(l.not_after) as until,
                       max(l.not_after) filter (where l.usage = 'CUSTOMER') as customer_until,
                       max(l.not_after) filter (where l.usage = 'UPDATE') as update_until
                from ending l group by l.device_id
            )
            """;
    private static final String GROUPS = """
            select coalesce(p.name, '') as product, coalesce(g.name, '') as group_name, count(*) as devices,
                   count(*) filter (where d.trust = 'TRUSTED') as trusted, sum(l.certificates)::bigint as certificates,
                   max(l.until) as until
            from ending_of_device l
            left join device d on d.catalog_id = $1 and d.device_id = l.device_id
            left join device_group g on g.catalog_id = d.catalog_id and g.group_id = d.group_id
            left join product p on p.catalog_id = g.catalog_id and p.product_id = g.product_id
            group by p.product_id, p.name, g.group_id, g.name
            order by devices desc, product, group_name""";
    private static final String FIRST = """
            select l.device_id, coalesce(d.name, '') as name, coalesce(d.trust, 'UNKNOWN') as trust, l.customer_until,
                   l.update_until
            from ending_of_device l left join device d on d.catalog_id = $1 and d.device_id = l.device_id
            order by l.device_id limit %d""".formatted(MAX_DEVICES);

    RevocationImpact {
        parameters = List.copyOf(parameters);
    }

    /** Prepends the query to a statement, as {@code ending}. */
    String statement(String statement) {
        return "with ending as materialized (" + ending + ") " + statement;
    }

    /** Returns catalog, {@link #parameters}, and {@code others}, in this order. */
    Object[] arguments(Object... others) {
        List<Object> all = new ArrayList<>();
        all.add(catalog);
        all.addAll(parameters);
        all.addAll(List.of(others));
        return all.toArray();
    }

    Uni<CertificateImpact> preview(Tx tx, List<String> consequences) {
        return tx.list(statement(OF_DEVICES + GROUPS), RevocationImpact::group, arguments())
                .chain(groups -> tx.list(statement(OF_DEVICES + FIRST), RevocationImpact::device, arguments())
                        .chain(first -> tx.one(
                                statement(OF_DEVICES + contacts()),
                                row -> sum(groups, first, row, consequences),
                                arguments(tx.now(), Silence.since(tx)))));
    }

    private String contacts() {
        String now = "$" + (parameters.size() + 2) + "::timestamptz";
        String silentSince = "$" + (parameters.size() + 3) + "::timestamptz";
        return """
                select count(*) filter (where d.blocked_at is null and coalesce(d.last_seen, d.claimed_at) < %s) as offline,
                    %s as minutes
                from ending_of_device l join device d on d.catalog_id = $1 and d.device_id = l.device_id""".formatted(silentSince, Silence.contactMinutes(now));
    }

    private static CertificateImpact sum(
            List<OfGroup> groups, List<OfDevice> first, Row contacts, List<String> consequences) {
        return new CertificateImpact(
                groups.stream().mapToLong(OfGroup::devices).sum(),
                groups.stream().mapToLong(OfGroup::trusted).sum(),
                groups.stream().mapToLong(OfGroup::certificates).sum(),
                groups.stream()
                        .map(OfGroup::until)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                contacts.getLong("offline"),
                contacts.getLong("minutes"),
                groups.stream().limit(MAX_GROUPS).toList(),
                first,
                consequences);
    }

    private static OfGroup group(Row row) {
        return new OfGroup(
                row.getString("product"),
                row.getString("group_name"),
                row.getLong("devices"),
                row.getLong("trusted"),
                row.getLong("certificates"),
                until(row, "until"));
    }

    private static OfDevice device(Row row) {
        return new OfDevice(
                Columns.device(row, "device_id"),
                row.getString("name"),
                Trust.valueOf(row.getString("trust")),
                until(row, "customer_until"),
                until(row, "update_until"));
    }

    private static @Nullable Instant until(Row row, String column) {
        return Columns.instantOrNull(row, column);
    }
}
