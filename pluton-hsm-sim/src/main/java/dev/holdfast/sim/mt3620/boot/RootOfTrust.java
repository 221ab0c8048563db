package dev.holdfast.sim.mt3620.boot;

import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.P256PublicKey;
import java.util.Map;
import java.util.Set;

/** The security processor's fuses and registers, as the boot chain and the updater use them. */
public interface RootOfTrust {
    /** Returns the key that the ROM trusts, burnt at manufacture. */
    P256PublicKey romKey();

    /** Returns the lowest security version of {@code component} that may boot; 0 when none is burnt. */
    long securityFloor(ComponentId component);

    /** Burns anti-rollback fuses. Lower values change nothing. */
    void raiseSecurityFloors(Map<ComponentId, Long> floors);

    /** Starts a boot: clears the measurement registers and all other state of the previous one. */
    void reset();

    /** Adds the measurement of an image that {@code signer} signed. */
    void extend(Measurement measurement, P256PublicKey signer);

    /** Sets the version of the trusted keystore; at most once a boot. */
    void latchKeystoreVersion(long version);

    /** Sets the keys that may sign capability files; at most once a boot. */
    void latchCapabilityKeys(Set<P256PublicKey> keys);

    /**
     * Enables the capabilities of a file instead of those of the previous file, until the next reset or the file's expiry.
     *
     * @return whether the file is valid: for this device, not expired, and signed by a capability key; if not, nothing changes
     */
    boolean presentCapabilities(Blob file);

    /** Returns the numbers of the enabled capabilities. */
    Set<Integer> capabilities();
}
