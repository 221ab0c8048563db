package dev.holdfast.sim.hsm;

import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ManufacturingState;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.mt3620.Capability;
import dev.holdfast.contract.mt3620.CapabilityFile;
import dev.holdfast.sim.hsm.CapabilityDecoding.Decoded;
import dev.holdfast.sim.hsm.CapabilityDecoding.Refused;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The capabilities of this boot: those of the file that the boot chain or a servicing session presented, and RF test
 * mode while the chip is blank. They end with a reset or when the file expires. Guarded by {@link Mailbox}.
 *
 * <p>The real-time clock is not trusted. If the clock is set back, a capability stays enabled longer. The service knows
 * the expiry, and reports a capability that is enabled afterwards as a finding.
 */
final class EnabledCapabilities {
    private final DeviceId device;
    private Set<P256PublicKey> signers = Set.of();
    private Optional<CapabilityFile> presented = Optional.empty();
    private InstantSource clock = InstantSource.system();

    EnabledCapabilities(DeviceId device) {
        this.device = device;
    }

    void clear() {
        signers = Set.of();
        presented = Optional.empty();
    }

    void useClock(InstantSource realTimeClock) {
        clock = realTimeClock;
    }

    /** Sets the signers of capability files, once a boot. */
    void latchSigners(Set<P256PublicKey> keys) {
        if (!signers.isEmpty()) {
            throw new PlutonException(Errno.EINVAL, "the signers of capability files are already set for this boot");
        }
        signers = Set.copyOf(keys);
    }

    /** Verifies a file and returns its capabilities. Enables nothing. */
    CapabilityDecoding decode(byte[] file) {
        if (file.length > CapabilityFile.MAX_LENGTH) {
            throw new PlutonException(
                    Errno.EINVAL,
                    "the file has " + file.length + " bytes; the maximum is " + CapabilityFile.MAX_LENGTH);
        }
        return switch (verify(file)) {
            case Verified(CapabilityFile good) -> new Decoded(good.numbers());
            case Rejected(String reason) -> new Refused(reason);
        };
    }

    private sealed interface Verification {}

    private record Verified(CapabilityFile file) implements Verification {}

    private record Rejected(String reason) implements Verification {}

    private Verification verify(byte[] file) {
        Verification found = new Rejected("this boot has no trusted keystore yet");
        for (P256PublicKey signer : signers) {
            try {
                CapabilityFile good = CapabilityFile.verify(file, signer, device);
                return good.isExpired(clock.instant())
                        ? new Rejected("the capability file expired at " + good.expiresAt())
                        : new Verified(good);
            } catch (FormatException e) {
                found = new Rejected(String.valueOf(e.getMessage()));
            }
        }
        return found;
    }

    /** Enables the capabilities of a file instead of those of the previous file. A refused file changes nothing. */
    CapabilityDecoding present(byte[] file, ManufacturingState state) {
        CapabilityDecoding decoding = decode(file);
        if (decoding instanceof Decoded && verify(file) instanceof Verified(CapabilityFile good)) {
            if (with(good.numbers(), state).size() > CapabilityFile.SLOTS) {
                return new Refused("more than " + CapabilityFile.SLOTS + " capabilities, including RF test mode");
            }
            presented = Optional.of(good);
        }
        return decoding;
    }

    /** Returns the enabled capabilities. */
    SortedSet<Integer> all(ManufacturingState state) {
        return with(
                presented
                        .filter(file -> !file.isExpired(clock.instant()))
                        .map(CapabilityFile::numbers)
                        .orElse(Set.of()),
                state);
    }

    /** Adds RF test mode if the chip is blank. */
    private static SortedSet<Integer> with(Set<Integer> capabilities, ManufacturingState state) {
        SortedSet<Integer> all = new TreeSet<>(capabilities);
        if (state == ManufacturingState.BLANK) {
            all.add(Capability.RF_TEST_MODE.number());
        }
        return all;
    }
}
