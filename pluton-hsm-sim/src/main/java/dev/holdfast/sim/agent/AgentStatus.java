package dev.holdfast.sim.agent;

import dev.holdfast.contract.format.Finding;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.sim.mt3620.guardian.Health;
import java.util.List;
import java.util.Optional;

/**
 * Snapshot of a device. Counts begin when the agent is made.
 *
 * @param device ID of the device
 * @param state state of the device towards its service
 * @param installing whether an update is being checked, downloaded or installed
 * @param manifestVersion version of the manifest set of the last boot; 0 as manufactured, or before the first boot
 * @param keystoreVersion version of the trusted keystore of the last boot; 0 before the first boot
 * @param findings findings of the last attestation result
 * @param lastError last error since the last successful attestation or poll; empty for none
 * @param failures number of failed attempts
 * @param boots number of boots
 * @param attestations number of attestations with a signed result
 * @param polls number of answered polls
 * @param updatesInstalled number of confirmed updates
 * @param returns number of boots that returned to the images before an update
 * @param keystoreUpdates number of boots with a newer trusted keystore
 * @param deferrals number of deferrals of updates by the application
 * @param powerDowns number of times the application powered the device down
 * @param equipment health of the guarded equipment; empty before its first check, or without equipment
 * @param reportsAcknowledged number of acknowledged reports
 * @param reportsWaiting number of reports that are not acknowledged yet
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
        long returns,
        long keystoreUpdates,
        long deferrals,
        long powerDowns,
        Optional<Health> equipment,
        long reportsAcknowledged,
        int reportsWaiting) {
    /** Returns the status of a device that was never switched on. */
    public static AgentStatus off(DeviceId device) {
        return new StatusBoard(device).published();
    }

    public AgentStatus {
        findings = List.copyOf(findings);
    }
}
