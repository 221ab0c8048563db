package dev.holdfast.contract.operator.product;

import java.util.List;

/**
 * Impact of deleting a product or device group. The preview changes nothing.
 *
 * @param devices number of devices in the product or group; deletion requires 0
 * @param groups number of device groups to delete; 1 for a group
 * @param deployments number of deployments, including replaced ones
 * @param roles number of role assignments limited to the product or group, or a group of the product
 * @param tokens number of valid tokens limited to the product or group, or a group of the product
 * @param policies number of active policies of the product or group
 * @param consequences consequences, one sentence each
 */
public record DeletionImpact(
        long devices, int groups, int deployments, int roles, int tokens, int policies, List<String> consequences) {
    /** Copies the list. */
    public DeletionImpact {
        consequences = List.copyOf(consequences);
    }
}
