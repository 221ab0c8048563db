package dev.holdfast.backend.fleet.job;

import dev.holdfast.backend.fleet.Moves;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.job.DeviceJobOperation;
import dev.holdfast.contract.operator.job.DeviceJobRefusal;
import dev.holdfast.contract.operator.revocation.BlockResult;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Implementation of a job operation. Every bean of this type is registered. */
public interface DeviceJobHandler {
    Set<DeviceJobOperation> operations();

    /**
     * Checks, before a job starts, whether the operation can succeed.
     *
     * @throws dev.holdfast.backend.platform.problem.ProblemException if it cannot, such as {@code not-found} for a missing group
     */
    default Uni<Void> check(Tx tx, JobSpec spec) {
        return Uni.createFrom().voidItem();
    }

    /**
     * Performs the operation on a page of devices in a transaction of the catalog, and emits events. The caller audits the result of the
     * whole job.
     *
     * @param devices distinct, ordered by ID, at least one
     */
    Uni<PageResult> perform(Tx tx, Task task, List<DeviceId> devices);

    /** Called after each commit of a job, even if it changed no device. */
    default void committed() {}

    /** Specification of a job, and its reason; empty if none was given. The transaction runs as the person who started the job. */
    record Task(JobSpec spec, String reason) {}

    static DeviceJobHandler of(List<DeviceJobHandler> all, DeviceJobOperation operation) {
        return all.stream()
                .filter(one -> one.operations().contains(operation))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no handler for " + operation));
    }

    /** Returns a refusal for each device that is not in {@code there}. */
    static List<DeviceJobRefusal> notFound(List<DeviceId> devices, Collection<DeviceId> there, String reason) {
        Set<DeviceId> found = new HashSet<>(there);
        return devices.stream()
                .filter(device -> !found.contains(device))
                .map(device -> new DeviceJobRefusal(device, BlockResult.Code.NOT_FOUND.name(), reason))
                .toList();
    }

    /**
     * Result of a page.
     *
     * @param changed number of changed devices
     * @param refused devices that could not be changed
     * @param moves previous and new groups; none if the operation moves no devices
     */
    record PageResult(int changed, List<DeviceJobRefusal> refused, Moves moves) {
        public PageResult {
            refused = List.copyOf(refused);
        }

        /** Returns the result with more refusals. */
        PageResult refusing(List<DeviceJobRefusal> more) {
            return new PageResult(
                    changed, Stream.concat(refused.stream(), more.stream()).toList(), moves);
        }

        /** Creates the result of an operation that moves no devices. */
        public PageResult(int changed, List<DeviceJobRefusal> refused) {
            this(changed, refused, Moves.NONE);
        }
    }
}
