package dev.holdfast.backend.fleet.transfer;

import dev.holdfast.backend.fleet.NamedDevices;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.product.NoGroup;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.stream.Stream;

/**
 * Effects of unclaiming or offering devices, for approvers (ADR 0027). The certificates of the devices are revoked when the devices leave.
 */
final class ReleaseEffect {
    /** Effect on certificates, for the preview. */
    static final String CERTIFICATES = "All certificates of the devices are revoked. This cannot be undone.";

    /** Counts devices by group, without blocked and offered ones. */
    private static final String FREE = """
            select p.name as product, g.name as grp, count(*) as devices
            from device d
            join device_group g on g.catalog_id = d.catalog_id and g.group_id = d.group_id
            join product p on p.catalog_id = g.catalog_id and p.product_id = g.product_id
            where d.catalog_id = $1 and d.device_id in (select unnest($2::bytea[])) and d.blocked_at is null
              and not exists (
                select from device_transfer_item i join device_transfer t using (transfer_id)
                where i.open and i.device_id = d.device_id and t.expires_at > $3)
            group by p.product_id, p.name, g.group_id, g.name
            order by p.name, g.name""";

    private ReleaseEffect() {}

    private record OfGroup(String title, long devices) {
        String words() {
            return title + ": " + devices + (devices == 1 ? " device" : " devices");
        }
    }

    /**
     * Counts the devices that would leave, by group; fails with {@code conflict} if none can leave. Certificates change too often to be
     * counted here. Approvers find the devices with the filter {@code approval:} of the device list.
     *
     * @param words the effect, such as {@code Would be unclaimed}
     */
    static Uni<List<String>> effect(Tx tx, NamedDevices devices, String words, List<String> consequences) {
        return tx.list(
                        FREE,
                        row -> new OfGroup(
                                NoGroup.title(row.getString("product"), row.getString("grp")), row.getLong("devices")),
                        tx.catalog(),
                        Columns.devices(devices.devices()),
                        tx.now())
                .map(groups -> {
                    long there = groups.stream().mapToLong(OfGroup::devices).sum();
                    if (there == 0) {
                        throw ProblemException.conflict(
                                "None of the devices can be released: they left the catalog, are blocked or are on offer.");
                    }
                    int all = devices.ids().size();
                    String first = words + ": " + there + " of " + all + (all == 1 ? " device." : " devices.");
                    return Stream.of(Stream.of(first), groups.stream().map(OfGroup::words), consequences.stream())
                            .flatMap(lines -> lines)
                            .toList();
                });
    }
}
