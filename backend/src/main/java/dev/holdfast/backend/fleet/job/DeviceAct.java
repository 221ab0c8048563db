package dev.holdfast.backend.fleet.job;

import dev.holdfast.backend.fleet.Moves;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.RequestOrigin;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.job.DeviceJobAct;
import dev.holdfast.contract.operator.job.DeviceJobRefusal;
import io.smallrye.mutiny.Uni;
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
     * In whose name, where, what and why.
     *
     * @param catalog whose devices
     * @param actor a user name
     * @param wish what
     * @param reason why; empty for nothing
     * @param from where they were
     */
    record Task(CatalogId catalog, String actor, JobWish wish, String reason, RequestOrigin from) {}

    /**
     * What came of a page.
     *
     * @param changed of how many devices something changed
     * @param refused which stayed as they were, though they should not
     * @param moves where devices were and are; none of an act that leaves them in their place
     */
    record Done(int changed, List<DeviceJobRefusal> refused, Moves moves) {
        /** Copies the list. */
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
