package dev.holdfast.sim.mt3620.boot;

import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.P256PublicKey;
import java.util.Map;
import java.util.Set;

/** What boot chain and updater need of the security processor: its fuses, which only ever burn, and its registers. */
public interface RootOfTrust {
    /** Returns the key that the ROM trusts, burnt at manufacture. */
    P256PublicKey romKey();

    /** Returns the lowest security version of {@code component} that may still boot; 0 when none was burnt. */
    long securityFloor(ComponentId component);

    /** Burns anti-rollback fuses; values below the present ones change nothing. */
    void raiseSecurityFloors(Map<ComponentId, Long> floors);

    /** Returns the highest version of a manifest set that was ever accepted. */
    long manifestFloor();

    /** Burns that a manifest set of this version was accepted. */
    void raiseManifestFloor(long version);

    /** Starts a boot: the measurement registers are empty, and nothing of the last boot is left. */
    void reset();

    /** Adds a measurement to this boot's registers, of an image that {@code signer} verified. */
    void extend(Measurement measurement, P256PublicKey signer);

    /** Notes, once a boot, which trusted keystore is in use. */
    void latchKeystoreVersion(long version);

    /** Notes, once a boot, whose capability files count. */
    void latchCapabilityKeys(Set<P256PublicKey> keys);

    /**
     * Enables, until the next reset, what a capability file holds and nothing else.
     *
     * @return whether the file counts here; if not, nothing changes
     */
    boolean presentCapabilities(Blob file);

    /** Returns the numbers of the capabilities that are enabled now. */
    Set<Integer> capabilities();
}
