package dev.holdfast.contract.operator.approval;

import dev.holdfast.contract.operator.policy.PolicyScope;
import dev.holdfast.contract.operator.policy.ReplayTurn;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an activation that waits for a second person would do, as it was when somebody asked for it. None of it can have
 * changed since: a version's text never does, and when what it is compared with does, the activation cannot be approved.
 *
 * @param catalog the catalog's name
 * @param scope what the policy is for
 * @param product the product's name; null for the catalog's policy
 * @param group the group's name; null unless it is a group's
 * @param version what would decide; 0 when the policy would be taken away
 * @param title its title; of what would decide then when the policy would be taken away
 * @param author who wrote it; empty when the policy would be taken away
 * @param rules how many rules it has
 * @param comparedPolicy the key of the policy that decides now
 * @param comparedVersion its version
 * @param comparedTitle its title
 * @param replay the GUID of the replay whose report counts what follows
 * @param devices devices that it would apply to
 * @param devicesChanged of which would change
 * @param devicesWithoutEvidence of which nothing is known, because they stored no evidence in the replay's time
 * @param turns how many devices would go from what to what; empty when none would
 * @param warnings what an approver must not overlook, a sentence each: no rules, rules that are gone, milder or changed,
 *     devices that would be trusted more
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
        List<ReplayTurn> turns,
        List<String> warnings) {
    /** Copies. */
    public ProposedPolicy {
        turns = turns == null ? List.of() : List.copyOf(turns);
        warnings = warnings == null ? List.of() : List.copyOf(warnings);
    }
}
