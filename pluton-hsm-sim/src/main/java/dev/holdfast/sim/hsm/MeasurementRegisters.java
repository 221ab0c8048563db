package dev.holdfast.sim.hsm;

import dev.holdfast.contract.format.Measurement;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/** The registers that a boot fills, at most {@value Measurement#MAX_COUNT}, each once. Guarded by {@link Mailbox}. */
final class MeasurementRegisters {
    /** A fleet boots the same images over and over: equal measurements of all chips are one object. */
    private static final Map<Measurement, WeakReference<Measurement>> SHARED = new WeakHashMap<>();

    private final List<Measurement> registers = new ArrayList<>(0);
    private long keystoreVersion;

    /** Empties all registers, as only a reset does. */
    void clear() {
        registers.clear();
        keystoreVersion = 0;
    }

    void extend(Measurement measurement) {
        if (registers.size() == Measurement.MAX_COUNT) {
            throw new PlutonException(
                    Errno.ENOSPC, "all " + Measurement.MAX_COUNT + " measurement registers are in use");
        }
        registers.add(shared(measurement));
    }

    /** Notes, once a boot, which trusted keystore verified the images. */
    void latchKeystoreVersion(long version) {
        if (keystoreVersion != 0) {
            throw new PlutonException(Errno.EINVAL, "the keystore version is latched until the next reset");
        }
        keystoreVersion = version;
    }

    long keystoreVersion() {
        return keystoreVersion;
    }

    /** Returns the measurements of this boot, in order. */
    List<Measurement> read() {
        return List.copyOf(registers);
    }

    private static Measurement shared(Measurement measurement) {
        synchronized (SHARED) {
            WeakReference<Measurement> known = SHARED.get(measurement);
            Measurement first = known == null ? null : known.get();
            if (first == null) {
                SHARED.put(measurement, new WeakReference<>(measurement));
                return measurement;
            }
            return first;
        }
    }
}
