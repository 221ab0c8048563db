package dev.holdfast.backend.fleet.job;

import dev.holdfast.backend.fleet.Moves;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.job.DeviceJobAct;
import dev.holdfast.contract.operator.job.DeviceJobRefusal;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Something that jobs do to devices. Whoever implements it is found by itself. */
public interface DeviceAct {
    /** Returns what it does; several if they are alike. */
    Set<DeviceJobAct> acts();

    /**
     * Looks, before a job begins, whether it can be done at all.
     *
     * @throws dev.holdfast.backend.platform.problem.ProblemException in the item's place, when what it names is not there
     */
    default Uni<Void> check(Tx tx, JobWish wish) {
        return Uni.createFrom().voidItem();
    }

    /**
     * Does it to a page of devices, inside of a transaction of the catalog, and tells events; the job is audited as one.
     *
     * @param devices in the order of their IDs, each once; one at least
     */
    Uni<Done> perform(Tx tx, Task task, List<DeviceId> devices);

    /** Something was done, and committed. */
    default void done() {}

    /**
     * Work of a job; the transaction is in the name of the person who began it.
     *
     * @param wish what
     * @param reason why; empty for nothing
     */
    record Task(JobWish wish, String reason) {}

    /** Returns what does an act. */
    static DeviceAct of(List<DeviceAct> all, DeviceJobAct act) {
        return all.stream()
                .filter(one -> one.acts().contains(act))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody knows how to " + act));
    }

    /** Returns a refusal for each of the devices that is not there. */
    static List<DeviceJobRefusal> notFound(List<DeviceId> devices, Collection<DeviceId> there, String reason) {
        Set<DeviceId> found = new HashSet<>(there);
        return devices.stream()
                .filter(device -> !found.contains(device))
                .map(device -> new DeviceJobRefusal(device, "NOT_FOUND", reason))
                .toList();
    }

    /**
     * What came of a page.
     *
     * @param changed of how many devices something changed
     * @param refused which stayed as they were, though they should not
     * @param moves where devices were and are; none of an act that leaves them in their place
     */
    record Done(int changed, List<DeviceJobRefusal> refused, Moves moves) {
        public Done {
            refused = List.copyOf(refused);
        }

        /** Returns the same with more that stayed as they were. */
        Done refusing(List<DeviceJobRefusal> more) {
            return new Done(
                    changed, Stream.concat(refused.stream(), more.stream()).toList(), moves);
        }

        /** Leaves devices in their place. */
        public Done(int changed, List<DeviceJobRefusal> refused) {
            this(changed, refused, Moves.NONE);
        }
    }
}
