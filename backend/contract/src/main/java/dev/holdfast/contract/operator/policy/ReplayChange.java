package dev.holdfast.contract.operator.policy;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.device.Trust;
import java.time.Instant;

/**
 * A device that would change.
 *
 * @param deviceId the device
 * @param product its product
 * @param group its device group
 * @param from what is decided now on the newest evidence that the two decide differently
 * @param to what the candidate would decide on it
 * @param at when that evidence came
 * @param newest whether it is the device's newest evidence: if not, the device would be back by now
 * @param rule the rule that makes the difference
 * @param dropped false: the candidate's rule hits; true: a rule that hits now does not any more
 * @param subject what the rule is about: an image type, or {@code device}
 * @param reason the rule's reason, filled in
 * @param evidences pieces of evidence of the device that were looked at
 * @param evidencesChanged of which would be decided otherwise
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
        int evidences,
        int evidencesChanged) {}
