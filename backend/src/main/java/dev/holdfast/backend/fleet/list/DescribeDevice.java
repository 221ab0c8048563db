package dev.holdfast.backend.fleet.list;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.device.DeviceDescription;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Lets people name, tag and annotate a device. The audit log has what was before and what is then. */
@ApplicationScoped
public class DescribeDevice {
    private static final String SELECT = """
            select d.name, coalesce(n.notes, '') as notes,
                   array(select t.tag from device_tag t where t.catalog_id = d.catalog_id and t.device_id = d.device_id
                         order by t.tag) as tags
            from device d
            left join device_description n on n.catalog_id = d.catalog_id and n.device_id = d.device_id
            where d.catalog_id = $1 and d.device_id = $2""";
    private static final String LOCK =
            "select d.device_id from device d where d.catalog_id = $1 and d.device_id = $2 for no key update";
    private static final String NAME = "update device set name = $3 where catalog_id = $1 and device_id = $2";
    private static final String NOTES = """
            insert into device_description as n (catalog_id, device_id, notes) values ($1, $2, $3)
            on conflict (catalog_id, device_id) do update set notes = excluded.notes""";
    private static final String TAGS_GONE =
            "delete from device_tag where catalog_id = $1 and device_id = $2 and tag <> all ($3::text[])";
    private static final String TAGS_NEW = """
            insert into device_tag (catalog_id, tag, device_id)
            select $1, tag, $2 from unnest($3::text[]) as tag order by tag
            on conflict do nothing""";

    private final Transactions transactions;

    DescribeDevice(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Returns what people say of a device; fails with {@code not-found}. */
    Uni<DeviceDescription> read(CatalogId catalog, DeviceId device) {
        return transactions.inCatalog(catalog, tx -> read(tx, device));
    }

    /**
     * Returns the description as it is then; saying it again changes nothing.
     *
     * @param expected the condition of the change
     */
    Uni<DeviceDescription> describe(
            Caller caller, CatalogId catalog, DeviceId device, DeviceDescription wanted, IfMatch expected) {
        DeviceDescription after = checked(wanted);
        return transactions.inCatalog(
                caller,
                catalog,
                tx -> tx.find(LOCK, row -> device, catalog, device)
                        .chain(locked -> read(tx, device))
                        .invoke(before -> expected.require(DescriptionTag.of(before)))
                        .chain(before -> before.equals(after)
                                ? Uni.createFrom().item(after)
                                : write(tx, device, before, after)
                                        .chain(() -> tell(tx, caller, device, before, after))
                                        .replaceWith(after)));
    }

    private static DeviceDescription checked(DeviceDescription wanted) {
        Checks checks = new Checks()
                .line("name", wanted.name(), 0, DeviceDescription.MOST_NAME)
                .size("tags", wanted.tags(), 0, DeviceDescription.MOST_TAGS)
                .lines("notes", wanted.notes(), 0, DeviceDescription.MOST_NOTES);
        Tags.check(checks, "tags", wanted.tags());
        checks.done();
        return new DeviceDescription(
                wanted.name().strip(),
                wanted.tags().stream().distinct().sorted().toList(),
                wanted.notes());
    }

    private static Uni<DeviceDescription> read(Tx tx, DeviceId device) {
        return tx.find(SELECT, DescribeDevice::description, tx.catalog(), device)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("Device " + device.shortText())));
    }

    private static DeviceDescription description(Row row) {
        return new DeviceDescription(
                row.getString("name"), List.of(row.getArrayOfStrings("tags")), row.getString("notes"));
    }

    private static Uni<Integer> write(Tx tx, DeviceId device, DeviceDescription before, DeviceDescription after) {
        Object tags = after.tags().toArray(String[]::new);
        return tx.update(NOTES, tx.catalog(), device, after.notes())
                .chain(() -> before.name().equals(after.name())
                        ? Uni.createFrom().item(0)
                        : tx.update(NAME, tx.catalog(), device, after.name()))
                .chain(() -> tx.update(TAGS_GONE, tx.catalog(), device, tags))
                .chain(() -> tx.update(TAGS_NEW, tx.catalog(), device, tags));
    }

    private Uni<Void> tell(Tx tx, Caller caller, DeviceId device, DeviceDescription before, DeviceDescription after) {
        return tx.audit(
                entry(caller, device, before, after),
                Event.of("DeviceDescribed", device.text(), Map.of("name", after.name(), "tags", after.tags())));
    }

    /** What stayed is not told. */
    private static AuditEntry entry(Caller caller, DeviceId device, DeviceDescription before, DeviceDescription after) {
        AuditEntry act =
                AuditEntry.by(caller.name(), "DescribeDevice", device.text(), DescriptionTag.difference(before, after));
        if (!before.name().equals(after.name())) {
            act = act.changing("name", before.name(), after.name());
        }
        if (!before.tags().equals(after.tags())) {
            act = act.changing("tags", before.tags(), after.tags());
        }
        return before.notes().equals(after.notes()) ? act : act.changing("notes", before.notes(), after.notes());
    }
}
