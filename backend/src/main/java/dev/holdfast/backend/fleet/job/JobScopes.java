package dev.holdfast.backend.fleet.job;

import dev.holdfast.backend.fleet.DeviceGroups;
import dev.holdfast.backend.fleet.GroupRef;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.job.DeviceJobOperation;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;

/**
 * Scopes in which the person who started a job has the required permission. Devices and groups outside of these scopes are treated as
 * missing, so that nothing about them is disclosed.
 *
 * @param scopes scopes in the catalog; may be empty
 */
public record JobScopes(CatalogId catalog, List<Scope> scopes) {
    // lock_devices keeps the devices in the catalog. The lock on their rows keeps them in their groups.
    private static final String LOCK_IN_GROUPS = """
            select d.device_id from device d
            where d.catalog_id = $1 and d.device_id in (select lock_devices($2::bytea[])) and d.group_id = any ($3::uuid[])
            order by d.device_id for no key update""";

    /** Returns the scopes of an operation. A claim requires the whole catalog, because devices to claim are in no group yet. */
    public static JobScopes of(DeviceJobOperation operation, CatalogId catalog, List<Scope> scopes) {
        return new JobScopes(
                catalog,
                operation == DeviceJobOperation.CLAIM
                        ? scopes.stream().filter(Scope.of(catalog)::equals).toList()
                        : scopes);
    }

    /** Returns whether the scopes include the whole catalog. */
    boolean isWhole() {
        return scopes.contains(Scope.of(catalog));
    }

    /** Fails with {@code not-found} unless the scopes include the destination of a move. */
    Uni<Void> requireDestination(Tx tx, JobSpec spec) {
        return isWhole() || spec.operation() != DeviceJobOperation.MOVE
                ? Uni.createFrom().voidItem()
                : DeviceGroups.lockScope(tx, spec.destination())
                        .invoke(found -> {
                            if (found.stream().noneMatch(this::includes)) {
                                throw outside(spec.destination());
                            }
                        })
                        .replaceWithVoid();
    }

    /** Returns the destination of a move; fails with {@code not-found} unless it exists and the scopes include it. */
    public Uni<GroupRef> destination(Tx tx, DeviceGroups.Name name) {
        return DeviceGroups.destination(tx, name)
                .call(group -> DeviceGroups.scope(tx, group.id()).invoke(scope -> {
                    if (!includes(scope)) {
                        throw outside(name);
                    }
                }));
    }

    private static ProblemException outside(DeviceGroups.Name destination) {
        return ProblemException.of(
                ProblemType.NOT_FOUND, destination + " does not exist, or you have no role to move devices into it.");
    }

    private boolean includes(Scope scope) {
        return scopes.stream().anyMatch(own -> own.contains(scope));
    }

    /**
     * Returns those of the devices in these scopes, and locks them, so that they stay in their groups until the transaction ends. If the
     * scopes include the whole catalog, returns all devices without a lock.
     */
    Uni<List<DeviceId>> lockInScopes(Tx tx, List<DeviceId> devices) {
        return isWhole()
                ? Uni.createFrom().item(devices)
                : groups(tx)
                        .chain(groups -> tx.list(
                                LOCK_IN_GROUPS,
                                row -> Columns.device(row, "device_id"),
                                catalog,
                                Columns.devices(devices),
                                Columns.guids(groups, group -> group)));
    }

    Uni<List<UUID>> groups(Tx tx) {
        return DeviceGroups.within(tx, scopes);
    }
}
