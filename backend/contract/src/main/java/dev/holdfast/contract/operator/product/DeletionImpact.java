package dev.holdfast.contract.operator.product;

import java.util.List;

/**
 * Impact of deleting a product or device group. The preview changes nothing.
 *
 * @param devices number of devices in it; deletion requires 0
 * @param groups number of device groups to delete; 1 for a group
 * @param deployments number of deployments, including replaced ones
 * @param roles number of role assignments limited to it or one of its groups
 * @param tokens number of valid tokens limited to it or one of its groups
 * @param policies number of its own active policies
 * @param consequences consequences, one sentence each
 */
public record DeletionImpact(
        long devices, int groups, int deployments, int roles, int tokens, int policies, List<String> consequences) {
    /** Copies the list. */
    public DeletionImpact {
        consequences = List.copyOf(consequences);
    }
}
