package dev.holdfast.sim.hsm;

import dev.holdfast.contract.format.DebugState;
import dev.holdfast.contract.format.ManufacturingState;
import dev.holdfast.contract.id.P256PublicKey;
import java.util.Set;

/**
 * Result of GET_SECURITY_STATE and related commands.
 *
 * @param attestationKey the device ID
 * @param generalKey key of the TLS handshake before the device has certificates
 * @param manufacturingState state of manufacture
 * @param debugState state of the debug ports
 * @param capabilities numbers of the enabled capabilities
 * @param bootCount boots since manufacture
 * @param keystoreVersion version of this boot's trusted keystore; 0 until it is set
 */
public record SecurityState(
        P256PublicKey attestationKey,
        P256PublicKey generalKey,
        ManufacturingState manufacturingState,
        DebugState debugState,
        Set<Integer> capabilities,
        long bootCount,
        long keystoreVersion) {
    public SecurityState {
        capabilities = Set.copyOf(capabilities);
    }
}
