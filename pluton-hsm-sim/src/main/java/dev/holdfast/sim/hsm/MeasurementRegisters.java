package dev.holdfast.sim.hsm;

import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.Digest;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The measurement registers of a boot: at most {@value Measurement#MAX_COUNT}, each written once. Guarded by {@link
 * Mailbox}.
 */
final class MeasurementRegisters {
    /** Equal registers of all chips are one object, because a fleet boots the same images. */
    private static final Map<Register, WeakReference<Register>> SHARED = new WeakHashMap<>();

    private final List<Register> registers = new ArrayList<>(0);
    private long keystoreVersion;

    /**
     * Content of a register.
     *
     * @param signer SHA-256 of the key that verified the image
     */
    private record Register(Measurement measurement, Digest signer) {}

    /** Clears all registers, at a reset. */
    void clear() {
        registers.clear();
        keystoreVersion = 0;
    }

    void extend(Measurement measurement, Digest signer) {
        if (registers.size() == Measurement.MAX_COUNT) {
            throw new PlutonException(
                    Errno.ENOSPC, "all " + Measurement.MAX_COUNT + " measurement registers are in use");
        }
        registers.add(shared(new Register(measurement, signer)));
    }

    /** Sets the version of the trusted keystore, once a boot. */
    void latchKeystoreVersion(long version) {
        if (keystoreVersion != 0) {
            throw new PlutonException(Errno.EINVAL, "the keystore version is already set for this boot");
        }
        keystoreVersion = version;
    }

    long keystoreVersion() {
        return keystoreVersion;
    }

    /** Returns the measurements, in the order in which they were added. */
    List<Measurement> read() {
        return registers.stream().map(Register::measurement).toList();
    }

    /** Returns the digests of the keys that verified the images, in the same order. */
    List<Digest> signers() {
        return registers.stream().map(Register::signer).toList();
    }

    private static Register shared(Register register) {
        synchronized (SHARED) {
            WeakReference<Register> known = SHARED.get(register);
            Register first = known == null ? null : known.get();
            if (first == null) {
                SHARED.put(register, new WeakReference<>(register));
                return register;
            }
            return first;
        }
    }
}
