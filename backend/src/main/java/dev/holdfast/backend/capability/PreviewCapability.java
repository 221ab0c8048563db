package dev.holdfast.backend.capability;

import dev.holdfast.backend.fleet.Silence;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.mt3620.Capability;
import dev.holdfast.contract.operator.capability.CapabilityGrant;
import dev.holdfast.contract.operator.capability.CapabilityImpact;
import dev.holdfast.contract.operator.device.Trust;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Computes what {@link IssueCapability} would do, by its plan, and changes nothing. */
@ApplicationScoped
class PreviewCapability {
    private static final String DEVICE = """
            select d.trust, d.reason, d.last_seen, coalesce(d.last_seen, d.claimed_at) < $3 as is_silent,
                d.last_attestation is not null as has_attested, d.blocked_at is not null as is_blocked,
                d.granted_capabilities, coalesce(e.sku, '') as part, p.name as product, g.name as grp
            from device d
            join device_group g on g.catalog_id = d.catalog_id and g.group_id = d.group_id
            join product p on p.catalog_id = g.catalog_id and p.product_id = g.product_id
            left join endorsement e on e.device_id = d.device_id
            where d.catalog_id = $1 and d.device_id = $2""";

    private final Transactions transactions;
    private final IssueCapability issueCapability;

    PreviewCapability(Transactions transactions, IssueCapability issueCapability) {
        this.transactions = transactions;
        this.issueCapability = issueCapability;
    }

    /** Returns the effect; fails with {@code not-found} like the command. */
    Uni<CapabilityImpact> of(CatalogId catalog, CapabilityRequest request) {
        return transactions.readOnly(
                catalog,
                tx -> issueCapability
                        .plan(tx, request)
                        .chain(plan -> plan.effect())
                        .chain(effect -> tx.one(
                                DEVICE,
                                row -> impact(tx, row, request, effect),
                                tx.catalog(),
                                request.device(),
                                Silence.since(tx))));
    }

    private static CapabilityImpact impact(Tx tx, Row row, CapabilityRequest request, List<String> effect) {
        SortedMap<Capability, Instant> before = granted((JsonObject) row.getValue("granted_capabilities"), tx.now());
        SortedMap<Capability, Instant> after = new TreeMap<>(before);
        Instant end = request.end(tx.now());
        request.capabilities().forEach(one -> after.merge(one, end, (old, next) -> old.isBefore(next) ? next : old));
        return new CapabilityImpact(
                row.getString("product"),
                row.getString("grp"),
                row.getString("part"),
                Trust.valueOf(row.getString("trust")),
                Columns.instantOrNull(row, "last_seen"),
                row.getBoolean("is_silent"),
                grants(before),
                grants(after),
                effect,
                warnings(row, request, before, end));
    }

    /** Returns the capabilities that files allow at a time, with the latest expiry. */
    private static SortedMap<Capability, Instant> granted(@Nullable JsonObject stored, Instant now) {
        SortedMap<Capability, Instant> granted = new TreeMap<>();
        for (Map.Entry<String, Object> entry : stored == null ? new JsonObject() : stored) {
            Instant until = Instant.ofEpochSecond(((Number) entry.getValue()).longValue());
            if (until.isAfter(now)) {
                Capability.ofNumber(Integer.parseInt(entry.getKey()))
                        .ifPresent(capability -> granted.put(capability, until));
            }
        }
        return granted;
    }

    private static List<CapabilityGrant> grants(Map<Capability, Instant> granted) {
        return granted.entrySet().stream()
                .map(one -> new CapabilityGrant(one.getKey().apiName(), one.getValue()))
                .toList();
    }

    private static List<String> warnings(
            Row row, CapabilityRequest request, Map<Capability, Instant> before, Instant end) {
        List<String> warnings = new ArrayList<>();
        if (row.getBoolean("is_blocked")) {
            warnings.add("The device is blocked. Its attestations fail until it is unblocked.");
        } else if (row.getString("trust").equals(Trust.UNTRUSTED.name())) {
            warnings.add("The device is untrusted, and the file does not change that: " + row.getString("reason"));
        } else if (!row.getBoolean("has_attested")) {
            warnings.add("The device has never attested in this catalog.");
        }
        request.capabilities().stream()
                .filter(one -> !before.getOrDefault(one, Instant.MIN).isBefore(end))
                .map(one -> one.apiName() + " is already allowed until " + before.get(one)
                        + ". The file does not extend it.")
                .forEach(warnings::add);
        if (request.capabilities().isEmpty() && !before.isEmpty()) {
            warnings.add(
                    "Attestation accepts the allowed capabilities until their files expire. Revoke these files to end that.");
        }
        return warnings;
    }
}
