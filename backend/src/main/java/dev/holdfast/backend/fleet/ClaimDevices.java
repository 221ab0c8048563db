package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.db.Transactions;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.outbox.Outbox;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.contract.device.InternalApi.Change;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.ClaimResult;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Claims devices into a group of a catalog, once and for all; devices that the catalog has already move there. A handful
 * of statements, whether it is one device or 20,000.
 */
@ApplicationScoped
public class ClaimDevices {
    private static final int MAX_DEVICES = 20_000;
    private static final int MAX_NAME = 50;

    // Whoever enters a device first has it, unless its maker made it for another catalog. In the order of the keys, so
    // that two claims cannot wait for each other.
    private static final String ENTER = """
            insert into device_catalog (device_id, catalog_id)
            select e.device_id, $1 from unnest($2::bytea[]) as wanted(device_id) join endorsement e using (device_id)
            where e.catalog_name is null
                or lower(e.catalog_name) = (select lower(c.name) from catalog c where c.catalog_id = $1)
            order by e.device_id
            on conflict (device_id) do nothing""";
    // A statement of its own: it sees what the first one waited for.
    private static final String OURS = """
            select device_id from device_catalog where catalog_id = $1 and device_id = any ($2::bytea[])""";
    private static final String PLACE = """
            insert into device as d (catalog_id, device_id, group_id, claimed_at)
            select $1, device_id, $2, $3 from unnest($4::bytea[]) as ours(device_id) order by device_id
            on conflict (catalog_id, device_id) do update set group_id = excluded.group_id
                where d.group_id <> excluded.group_id
            returning device_id, xmax = 0 as is_new""";
    private static final String RENEW = """
            update device_group g set renewal_due = true
            where g.catalog_id = $1 and g.group_id = $2 and g.target_manifest > 0 and exists (
                select from device d where d.catalog_id = $1 and d.device_id = any ($3::bytea[])
                    and greatest(d.installed_manifest, d.attested_manifest) > g.target_manifest)""";

    private final Transactions transactions;
    private final Outbox outbox;
    private final AuditLog audit;
    private final Clock clock;

    ClaimDevices(Transactions transactions, Outbox outbox, AuditLog audit, Clock clock) {
        this.transactions = transactions;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /** Claims the devices that it can and tells which it cannot; asking again changes nothing. */
    public Uni<ClaimResult> claim(
            Caller caller, CatalogId catalog, dev.holdfast.contract.operator.ClaimDevices request) {
        return Uni.createFrom()
                .item(() -> check(request))
                .chain(wanted -> transactions.sqlInCatalog(
                        catalog, sql -> new Claim(sql, catalog, caller, request, wanted).run()));
    }

    private static Set<DeviceId> check(dev.holdfast.contract.operator.ClaimDevices request) {
        new Checks()
                .line("product", request.product(), 1, MAX_NAME)
                .line("group", request.group(), 1, MAX_NAME)
                .size("deviceIds", request.deviceIds(), 1, MAX_DEVICES)
                .done();
        return new LinkedHashSet<>(request.deviceIds());
    }

    /** A device that was placed into the group by this claim. */
    private record Placed(DeviceId device, boolean isNew) {}

    /** What became of the devices. */
    private record Outcome(int claimed, int moved, int there, List<DeviceId> refused) {
        static Outcome of(Set<DeviceId> wanted, List<DeviceId> ours, List<Placed> placed) {
            int claimed = (int) placed.stream().filter(Placed::isNew).count();
            Set<DeviceId> refused = new LinkedHashSet<>(wanted);
            ours.forEach(refused::remove);
            return new Outcome(claimed, placed.size() - claimed, ours.size() - placed.size(), List.copyOf(refused));
        }

        ClaimResult result() {
            return new ClaimResult(claimed, moved + there, refused, refused.isEmpty() ? "" : ClaimResult.REFUSED);
        }

        /** Such as {@code Claimed 3 devices, moved 2, refused 1.}: what is zero is not mentioned. */
        String sentence() {
            List<String> parts = new ArrayList<>();
            add(parts, "claimed", claimed);
            add(parts, "moved", moved);
            add(parts, "left in place", there);
            add(parts, "refused", refused.size());
            String all = String.join(", ", parts);
            return Character.toUpperCase(all.charAt(0)) + all.substring(1) + ".";
        }

        private static void add(List<String> parts, String verb, int count) {
            if (count > 0) {
                String noun = parts.isEmpty() ? (count == 1 ? " device" : " devices") : "";
                parts.add(verb + " " + count + noun);
            }
        }
    }

    /** One claim inside of its transaction. */
    private final class Claim {
        private final Sql sql;
        private final CatalogId catalog;
        private final Caller caller;
        private final dev.holdfast.contract.operator.ClaimDevices request;
        private final Set<DeviceId> wanted;

        Claim(
                Sql sql,
                CatalogId catalog,
                Caller caller,
                dev.holdfast.contract.operator.ClaimDevices request,
                Set<DeviceId> wanted) {
            this.sql = sql;
            this.catalog = catalog;
            this.caller = caller;
            this.request = request;
            this.wanted = wanted;
        }

        Uni<ClaimResult> run() {
            return DeviceGroups.lock(sql, catalog, request.product(), request.group())
                    .chain(group -> sql.update(ENTER, catalog, Columns.devices(wanted))
                            .chain(() -> sql.list(
                                    OURS, row -> Columns.device(row, "device_id"), catalog, Columns.devices(wanted)))
                            .chain(ours -> place(group, ours)));
        }

        private Uni<ClaimResult> place(GroupRef group, List<DeviceId> ours) {
            return sql.list(
                            PLACE,
                            row -> new Placed(Columns.device(row, "device_id"), row.getBoolean("is_new")),
                            catalog,
                            group.id(),
                            clock.instant(),
                            Columns.devices(ours))
                    .call(() -> sql.update(RENEW, catalog, group.id(), Columns.devices(ours)))
                    .call(placed -> outbox.append(
                            sql,
                            catalog,
                            placed.stream().map(one -> event(group, one)).toList()))
                    .map(placed -> Outcome.of(wanted, ours, placed))
                    .call(outcome -> audit.append(
                            sql, catalog, caller.name(), "ClaimDevices", group.title(), outcome.sentence()))
                    .map(Outcome::result);
        }

        private static Event event(GroupRef group, Placed placed) {
            String device = placed.device().text();
            return Event.of(placed.isNew() ? "DeviceClaimed" : "DeviceMoved", device, Map.of("group", group.title()))
                    .making(Change.Kind.DEVICE, device);
        }
    }
}
