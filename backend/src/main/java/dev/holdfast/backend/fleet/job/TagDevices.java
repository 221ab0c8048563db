package dev.holdfast.backend.fleet.job;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.device.InternalApi.Change;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.job.DeviceJobOperation;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Adds and removes tags. Tag changes are audited for each device, as by {@code DescribeDevice}. */
@ApplicationScoped
class TagDevices implements DeviceJobHandler {
    private static final String LOCK = """
            select d.device_id, d.name from device d
            where d.catalog_id = $1 and d.device_id in (select unnest($2::bytea[]))
            order by d.device_id for no key update""";
    private static final String TAGS = """
            select t.device_id, array_agg(t.tag order by t.tag) as tags from device_tag t
            where t.catalog_id = $1 and t.device_id in (select unnest($2::bytea[]))
            group by t.device_id""";
    private static final String GIVE = """
            insert into device_tag (catalog_id, tag, device_id)
            select $1, t.tag, d.device_id
            from unnest($2::bytea[]) as d(device_id), unnest($3::text[]) as t(tag)
            order by t.tag, d.device_id
            on conflict do nothing""";
    private static final String TAKE = """
            delete from device_tag
            where catalog_id = $1 and device_id in (select unnest($2::bytea[])) and tag in (select unnest($3::text[]))""";

    TagDevices() {}

    @Override
    public Set<DeviceJobOperation> operations() {
        return Set.of(DeviceJobOperation.TAG);
    }

    @Override
    public Uni<PageResult> perform(Tx tx, Task task, List<DeviceId> devices) {
        return tx.list(LOCK, TagDevices::idAndName, tx.catalog(), Columns.devices(devices))
                .chain(here -> tags(tx, devices).map(tags -> TagChanges.of(task.spec(), devices, here, tags)))
                .call(tagging -> write(tx, task, tagging.changes()))
                .call(tagging -> record(tx, task, tagging.changes()))
                .map(tagging -> new PageResult(tagging.changes().size(), tagging.refused()));
    }

    private static Map.Entry<DeviceId, String> idAndName(Row row) {
        return Map.entry(Columns.device(row, "device_id"), row.getString("name"));
    }

    private static Uni<Map<DeviceId, List<String>>> tags(Tx tx, List<DeviceId> devices) {
        return tx.list(
                        TAGS,
                        row -> Map.entry(Columns.device(row, "device_id"), List.of(row.getArrayOfStrings("tags"))),
                        tx.catalog(),
                        Columns.devices(devices))
                .map(rows -> rows.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static Uni<Integer> write(Tx tx, Task task, List<TagChanges.Change> changes) {
        Object devices =
                Columns.devices(changes.stream().map(TagChanges.Change::device).toList());
        return tx.update(TAKE, tx.catalog(), devices, Columns.texts(task.spec().remove(), tag -> tag))
                .chain(() -> tx.update(
                        GIVE, tx.catalog(), devices, Columns.texts(task.spec().add(), tag -> tag)));
    }

    private Uni<Void> record(Tx tx, Task task, List<TagChanges.Change> changes) {
        return tx.emit(changes.stream()
                        .map(change -> Event.of(
                                        "DeviceDescribed",
                                        change.device().text(),
                                        Map.of("name", change.name(), "tags", change.after()))
                                // Tags are facts of update policies.
                                .invalidating(Change.of(change.device())))
                        .toList())
                .chain(() -> tx.audit(changes.stream()
                        .map(change -> tx.entry(
                                        "DescribeDevice", change.device().text(), change.sentence())
                                .because(task.reason().isEmpty() ? null : task.reason())
                                .changing("tags", change.before(), change.after()))
                        .toList()));
    }
}
