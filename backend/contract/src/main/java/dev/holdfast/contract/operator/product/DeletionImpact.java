package dev.holdfast.contract.operator.product;

import java.util.List;

/**
 * What deleting a product or a device group would take. Nothing is changed by asking.
 *
 * @param devices how many devices are in it; it can be deleted only when there is none
 * @param groups how many device groups go; 1 for a group
 * @param deployments how many deployments, those that were replaced among them
 * @param roles how many role assignments hold in it or a part of it alone
 * @param tokens how many tokens that are good now hold in it or a part of it alone
 * @param policies how many policies of its own decide now
 * @param consequences what becomes of it, a sentence each
 */
public record DeletionImpact(
        long devices, int groups, int deployments, int roles, int tokens, int policies, List<String> consequences) {
    /** Copies the list. */
    public DeletionImpact {
        consequences = List.copyOf(consequences);
    }
}
