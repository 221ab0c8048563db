package dev.holdfast.backend.fleet.list;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.device.InternalApi.Change;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.device.DeviceDescription;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Changes name, tags and notes of a device. The audit log has the values before and after. */
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

    private final Commands commands;

    DescribeDevice(Commands commands) {
        this.commands = commands;
    }

    /** Returns name, tags and notes of a device; fails with {@code not-found}. */
    Uni<DeviceDescription> read(DeviceId device) {
        return commands.run(tx -> read(tx, device));
    }

    /** Replaces name, tags and notes and returns them normalized. Equal values change nothing. */
    Uni<DeviceDescription> describe(DeviceId device, DeviceDescription request, IfMatch expected) {
        DeviceDescription after = new DeviceDescription(
                request.name().strip(),
                request.tags().stream().distinct().sorted().toList(),
                request.notes());
        return commands.run(tx -> tx.find(LOCK, row -> device, tx.catalog(), device)
                .chain(locked -> read(tx, device))
                .invoke(before -> expected.require(tag(before)))
                .call(before -> before.equals(after)
                        ? Uni.createFrom().voidItem()
                        : write(tx, device, before, after).chain(() -> record(tx, device, before, after)))
                .replaceWith(after));
    }

    /** Returns the entity tag (RFC 9110 §8.8.3) of a description, quotes included. */
    static String tag(DeviceDescription description) {
        return EntityTag.of(description.name(), String.join(" ", description.tags()), description.notes());
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

    private static Uni<Void> record(Tx tx, DeviceId device, DeviceDescription before, DeviceDescription after) {
        return tx.audit(
                entry(tx, device, before, after),
                // Tags are facts of update policies.
                Event.of("DeviceDescribed", device.text(), Map.of("name", after.name(), "tags", after.tags()))
                        .invalidating(Change.of(device)));
    }

    private static AuditEntry entry(Tx tx, DeviceId device, DeviceDescription before, DeviceDescription after) {
        List<String> parts = new ArrayList<>();
        add(parts, "Name", before.name(), after.name());
        add(parts, "Tags", String.join(", ", before.tags()), String.join(", ", after.tags()));
        add(parts, "Notes", before.notes(), after.notes());
        AuditEntry entry = tx.entry("DescribeDevice", device.text(), String.join("; ", parts) + ".");
        if (!before.name().equals(after.name())) {
            entry = entry.changing("name", before.name(), after.name());
        }
        if (!before.tags().equals(after.tags())) {
            entry = entry.changing("tags", before.tags(), after.tags());
        }
        return before.notes().equals(after.notes()) ? entry : entry.changing("notes", before.notes(), after.notes());
    }

    private static void add(List<String> parts, String what, String before, String after) {
        if (!before.equals(after)) {
            parts.add(what + ": " + quoted(before) + " → " + quoted(after));
        }
    }

    private static String quoted(String text) {
        return text.isEmpty() ? "none" : '“' + text + '”';
    }
}
