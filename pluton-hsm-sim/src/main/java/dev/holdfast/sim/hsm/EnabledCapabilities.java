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
 * The capabilities of this boot: those of the file that the boot chain or a servicing session presented, and RF test mode
 * as long as nothing is tested yet. A reset takes them away, and so does the end that a file says. Guarded by {@link Mailbox}.
 *
 * <p>Time is that of the part's real-time clock, which nobody vouches for: who sets it back keeps a capability longer, and
 * is found out by the service, which knows when it ends.
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

    void tellTimeBy(InstantSource realTimeClock) {
        clock = realTimeClock;
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
        return switch (verify(file)) {
            case Verified(CapabilityFile good) -> new Decoded(good.numbers());
            case Worthless(String reason) -> new Refused(reason);
        };
    }

    private sealed interface Verification {}

    private record Verified(CapabilityFile file) implements Verification {}

    private record Worthless(String reason) implements Verification {}

    private Verification verify(byte[] file) {
        Verification found = new Worthless("this boot has no trusted keystore yet");
        for (P256PublicKey signer : signers) {
            try {
                CapabilityFile good = CapabilityFile.verify(file, signer, device);
                return good.isExpired(clock.instant())
                        ? new Worthless("the capability file has expired: it was good until " + good.expiresAt())
                        : new Verified(good);
            } catch (FormatException e) {
                found = new Worthless(String.valueOf(e.getMessage()));
            }
        }
        return found;
    }

    /** Enables what a file holds, and only that. */
    CapabilityDecoding present(byte[] file, ManufacturingState state) {
        CapabilityDecoding decoding = decode(file);
        if (decoding instanceof Decoded && verify(file) instanceof Verified(CapabilityFile good)) {
            if (with(good.numbers(), state).size() > CapabilityFile.PLACES) {
                return new Refused("more than " + CapabilityFile.PLACES + " capabilities, RF test mode included");
            }
            presented = Optional.of(good);
        }
        return decoding;
    }

    SortedSet<Integer> all(ManufacturingState state) {
        return with(
                presented
                        .filter(file -> !file.isExpired(clock.instant()))
                        .map(CapabilityFile::numbers)
                        .orElse(Set.of()),
                state);
    }

    private static SortedSet<Integer> with(Set<Integer> capabilities, ManufacturingState state) {
        SortedSet<Integer> all = new TreeSet<>(capabilities);
        if (state == ManufacturingState.BLANK) {
            all.add(Capability.RF_TEST_MODE.number());
        }
        return all;
    }
}
