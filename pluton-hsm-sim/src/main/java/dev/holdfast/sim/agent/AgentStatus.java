package dev.holdfast.sim.agent;

import dev.holdfast.contract.format.Finding;
import dev.holdfast.contract.id.DeviceId;
import java.util.List;
import java.util.Optional;

/**
 * A device at one moment.
 *
 * @param device which
 * @param standing with its service
 * @param installing whether it is taking an update
 * @param manifestVersion of the manifest set that it booted last; 0 as manufactured, or not booted yet
 * @param findings what the last attestation result says about it
 * @param lastError what last went wrong; empty once that works again
 * @param boots since the agent was made
 * @param attestations that got a signed result
 * @param polls that were answered
 * @param updatesInstalled since the agent was made
 * @param reportsAcknowledged since the agent was made
 * @param reportsWaiting to be acknowledged
 */
public record AgentStatus(
        DeviceId device,
        Standing standing,
        boolean installing,
        long manifestVersion,
        List<Finding> findings,
        Optional<String> lastError,
        long boots,
        long attestations,
        long polls,
        long updatesInstalled,
        long reportsAcknowledged,
        int reportsWaiting) {
    /** Returns the status of a device that was never switched on. */
    public static AgentStatus off(DeviceId device) {
        return new AgentStatus(device, Standing.OFF, false, 0, List.of(), Optional.empty(), 0, 0, 0, 0, 0, 0);
    }

    /** Copies the list. */
    public AgentStatus {
        findings = List.copyOf(findings);
    }
}
