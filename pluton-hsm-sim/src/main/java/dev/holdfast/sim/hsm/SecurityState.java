package dev.holdfast.sim.hsm;

import dev.holdfast.contract.format.DebugState;
import dev.holdfast.contract.format.ManufacturingState;
import dev.holdfast.contract.id.P256PublicKey;
import java.util.Set;

/**
 * The answer to GET_SECURITY_STATE and its neighbours.
 *
 * @param attestationKey names the device
 * @param generalKey for the first hello
 * @param manufacturingState how far manufacture has come
 * @param debugState whether debug ports are open
 * @param capabilities numbers of the enabled capabilities
 * @param bootCount boots since manufacture
 * @param keystoreVersion of the trusted keystore that this boot uses; 0 until it is known
 */
public record SecurityState(
        P256PublicKey attestationKey,
        P256PublicKey generalKey,
        ManufacturingState manufacturingState,
        DebugState debugState,
        Set<Integer> capabilities,
        long bootCount,
        long keystoreVersion) {
    /** Copies the set. */
    public SecurityState {
        capabilities = Set.copyOf(capabilities);
    }
}
