package dev.holdfast.backend.fleet;

import dev.holdfast.contract.operator.product.NoGroup;
import java.util.UUID;

/**
 * An existing device group.
 *
 * @param product name of the group's product
 * @param targetManifest manifest version that the group's devices should run; 0 if nothing is deployed
 * @param requiresApproval whether each deployment to the group needs approval
 */
public record GroupRef(
        UUID id, String product, String name, UpdatePolicy policy, long targetManifest, boolean requiresApproval) {
    /** Returns product and group name for sentences. */
    public String title() {
        return NoGroup.title(product, name);
    }
}
