package dev.holdfast.contract.operator.approval;

import dev.holdfast.contract.operator.policy.PolicyScope;
import dev.holdfast.contract.operator.policy.TrustTransition;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Proposed policy activation, compared with the active policy by a replay.
 *
 * @param catalog name of the catalog
 * @param scope scope of the policy
 * @param product name of the product; null for the policy of the catalog
 * @param group name of the device group; null unless the policy belongs to a group
 * @param version proposed version; 0 when the policy would be removed
 * @param title title of the proposed version, or of the policy that would apply after the removal
 * @param author author of the proposed version; empty when the policy would be removed
 * @param rules number of rules of the proposed version, or of the policy that would apply after the removal
 * @param comparedPolicy key of the active policy, with which the replay compared
 * @param comparedVersion version of the active policy
 * @param comparedTitle title of the active policy
 * @param replay GUID of the replay that produced these counts
 * @param devices number of devices in scope
 * @param devicesChanged number of these devices whose trust would change
 * @param devicesWithoutEvidence number of these devices without stored evidence in the period of the replay
 * @param transitions number of devices for each change of trust; empty if no trust would change
 * @param warnings warnings for the approver, one sentence each: missing, removed, weaker or changed rules, devices that gain trust, most
 *     devices lose trust, or devices without evidence
 */
public record ProposedPolicy(
        String catalog,
        PolicyScope scope,
        @Nullable String product,
        @Nullable String group,
        int version,
        String title,
        String author,
        int rules,
        String comparedPolicy,
        int comparedVersion,
        String comparedTitle,
        UUID replay,
        long devices,
        long devicesChanged,
        long devicesWithoutEvidence,
        List<TrustTransition> transitions,
        List<String> warnings) {
    /** Copies the lists. */
    public ProposedPolicy {
        transitions = transitions == null ? List.of() : List.copyOf(transitions);
        warnings = warnings == null ? List.of() : List.copyOf(warnings);
    }
}
