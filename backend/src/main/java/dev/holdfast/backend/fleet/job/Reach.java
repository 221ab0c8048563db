package dev.holdfast.backend.fleet.job;

import dev.holdfast.backend.fleet.DeviceGroups;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.job.DeviceJobAct;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;

/**
 * Where a job acts: in the places where whoever began it may. Devices and groups elsewhere are to it as if they were not there, so that
 * nothing is told of them.
 *
 * @param catalog whose devices
 * @param places where in the catalog; none for nowhere
 */
record Reach(CatalogId catalog, List<Scope> places) {
    private static final String STAY = """
            select d.device_id from device d
            where d.catalog_id = $1 and d.device_id in (select lock_devices($2::bytea[])) and d.group_id = any ($3::uuid[])
            order by d.device_id for no key update""";

    /** Returns that of an act by whoever may do it in some places. What is claimed is nowhere yet: that takes the whole catalog. */
    static Reach of(DeviceJobAct act, CatalogId catalog, List<Scope> places) {
        return new Reach(
                catalog,
                act == DeviceJobAct.CLAIM
                        ? places.stream().filter(Scope.of(catalog)::equals).toList()
                        : places);
    }

    /** Returns whether it is all of the catalog. */
    boolean isWhole() {
        return places.contains(Scope.of(catalog));
    }

    /** Fails with {@code not-found} unless devices may be put where a wish would have them. */
    Uni<Void> requireDestination(Tx tx, JobWish wish) {
        return isWhole() || wish.act() != DeviceJobAct.MOVE
                ? Uni.createFrom().voidItem()
                : DeviceGroups.lockPlace(tx, wish.destination())
                        .invoke(found -> {
                            if (found.stream().noneMatch(this::includes)) {
                                throw ProblemException.of(
                                        ProblemType.NOT_FOUND,
                                        wish.destination()
                                                + " does not exist, or whoever moves devices has no role for that there.");
                            }
                        })
                        .replaceWithVoid();
    }

    private boolean includes(Scope place) {
        return places.stream().anyMatch(one -> one.contains(place));
    }

    /** Returns those of the devices that are within it; they stay there until the transaction ends. */
    Uni<List<DeviceId>> stay(Tx tx, List<DeviceId> devices) {
        return isWhole()
                ? Uni.createFrom().item(devices)
                : groups(tx)
                        .chain(groups -> tx.list(
                                STAY,
                                row -> Columns.device(row, "device_id"),
                                catalog,
                                Columns.devices(devices),
                                Columns.guids(groups, group -> group)));
    }

    /** Returns the groups within it. */
    Uni<List<UUID>> groups(Tx tx) {
        return DeviceGroups.within(tx, places);
    }
}
