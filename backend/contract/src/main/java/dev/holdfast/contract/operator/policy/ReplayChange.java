package dev.holdfast.contract.operator.policy;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.device.Trust;
import java.time.Instant;

/**
 * Device whose trust would change.
 *
 * @param deviceId device ID
 * @param product name of the product
 * @param group name of the device group
 * @param from trust by the active policy on the newest evidence with a different decision
 * @param to trust by the candidate on the same evidence
 * @param at time of that evidence
 * @param newest whether that evidence is the newest of the device; if not, both policies agree on the newest evidence
 * @param rule rule that makes the difference
 * @param dropped false when the rule matches only in the candidate; true when it matches only in the active policy
 * @param subject image type, or {@code device}
 * @param reason reason of the rule with its placeholders filled in
 * @param evidenceCount number of replayed pieces of evidence of the device
 * @param evidenceChanged number of these with a different decision
 */
public record ReplayChange(
        DeviceId deviceId,
        String product,
        String group,
        Trust from,
        Trust to,
        Instant at,
        boolean newest,
        String rule,
        boolean dropped,
        String subject,
        String reason,
        int evidenceCount,
        int evidenceChanged) {}
