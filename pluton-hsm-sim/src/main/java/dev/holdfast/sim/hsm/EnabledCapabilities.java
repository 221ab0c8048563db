package dev.holdfast.sim.hsm;

import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ManufacturingState;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.mt3620.Capability;
import dev.holdfast.contract.mt3620.CapabilityFile;
import dev.holdfast.sim.hsm.CapabilityDecoding.Decoded;
import dev.holdfast.sim.hsm.CapabilityDecoding.Refused;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The capabilities of this boot: those of the file that the boot chain or a servicing session presented, and RF test mode
 * as long as nothing is tested yet. A reset takes them away. Guarded by {@link Mailbox}.
 */
final class EnabledCapabilities {
    private final DeviceId device;
    private Set<P256PublicKey> signers = Set.of();
    private Set<Integer> presented = Set.of();

    EnabledCapabilities(DeviceId device) {
        this.device = device;
    }

    void clear() {
        signers = Set.of();
        presented = Set.of();
    }

    /** Notes, once a boot, who may sign capability files. */
    void latchSigners(Set<P256PublicKey> keys) {
        if (!signers.isEmpty()) {
            throw new PlutonException(Errno.EINVAL, "the signers of capabilities are latched until the next reset");
        }
        signers = Set.copyOf(keys);
    }

    CapabilityDecoding decode(byte[] file) {
        if (file.length > CapabilityFile.MAX_LENGTH) {
            throw new PlutonException(
                    Errno.EINVAL, "a file of " + file.length + " bytes, at most " + CapabilityFile.MAX_LENGTH);
        }
        CapabilityDecoding decoding = new Refused("this boot has no trusted keystore yet");
        for (P256PublicKey signer : signers) {
            try {
                return new Decoded(CapabilityFile.verify(file, signer, device).numbers());
            } catch (FormatException e) {
                decoding = new Refused(String.valueOf(e.getMessage()));
            }
        }
        return decoding;
    }

    /** Enables what a file holds, and only that. */
    CapabilityDecoding present(byte[] file, ManufacturingState state) {
        CapabilityDecoding decoding = decode(file);
        if (decoding instanceof Decoded(SortedSet<Integer> capabilities)) {
            if (with(capabilities, state).size() > CapabilityFile.PLACES) {
                return new Refused("more than " + CapabilityFile.PLACES + " capabilities, RF test mode included");
            }
            presented = Set.copyOf(capabilities);
        }
        return decoding;
    }

    SortedSet<Integer> all(ManufacturingState state) {
        return with(presented, state);
    }

    private static SortedSet<Integer> with(Set<Integer> capabilities, ManufacturingState state) {
        SortedSet<Integer> all = new TreeSet<>(capabilities);
        if (state == ManufacturingState.BLANK) {
            all.add(Capability.RF_TEST_MODE.number());
        }
        return all;
    }
}
