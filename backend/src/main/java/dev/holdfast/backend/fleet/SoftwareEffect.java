package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.id.DeviceId;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Effect of a change of groups on the software of devices, for approvers. Each sentence is about a part: versions before and after, and the
 * bytes that one device downloads. It does not depend on what devices attest. There are no sentences if no software changes.
 */
public interface SoftwareEffect {
    /** Returns the effect of other settings of a group. */
    Uni<List<String>> ofSettings(Tx tx, UUID group, String feed, UpdatePolicy policy);

    /** Returns the effect of a move of devices to a group. */
    Uni<List<String>> ofMove(Tx tx, Collection<DeviceId> devices, UUID group);
}
