package dev.holdfast.sim.agent;

import dev.holdfast.contract.format.Finding;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.sim.mt3620.guardian.Health;
import java.util.List;
import java.util.Optional;

/**
 * A device at one moment.
 *
 * @param device which
 * @param state with its service
 * @param installing whether it is taking an update
 * @param manifestVersion of the manifest set that it booted last; 0 as manufactured, or not booted yet
 * @param keystoreVersion of the trusted keystore that it booted last with; 0 when it has not booted
 * @param findings what the last attestation result says about it
 * @param lastError what last went wrong; empty once that works again
 * @param failures how many tries failed since the agent was made
 * @param boots since the agent was made
 * @param attestations that got a signed result
 * @param polls that were answered
 * @param updatesInstalled since the agent was made
 * @param keystoresTaken since the agent was made
 * @param deferrals how often its application put an update off since the agent was made
 * @param powerDowns how often its application powered it down since the agent was made
 * @param equipment how what it guards is; empty when it guards nothing
 * @param reportsAcknowledged since the agent was made
 * @param reportsWaiting to be acknowledged
 */
public record AgentStatus(
        DeviceId device,
        DeviceState state,
        boolean installing,
        long manifestVersion,
        long keystoreVersion,
        List<Finding> findings,
        Optional<String> lastError,
        long failures,
        long boots,
        long attestations,
        long polls,
        long updatesInstalled,
        long keystoresTaken,
        long deferrals,
        long powerDowns,
        Optional<Health> equipment,
        long reportsAcknowledged,
        int reportsWaiting) {
    /** Returns the status of a device that was never switched on. */
    public static AgentStatus off(DeviceId device) {
        return new StatusBoard(device).published();
    }

    /** Copies the list. */
    public AgentStatus {
        findings = List.copyOf(findings);
    }
}
