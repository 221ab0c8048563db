package dev.holdfast.gateway.attestation;

import com.github.benmanes.caffeine.cache.Cache;
import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.gateway.edge.Caches;
import dev.holdfast.gateway.edge.DeviceIdentity;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Recent decisions of the backend on chips, so that the gateway refuses floods of unknown keys itself. A chip is its
 * device ID <em>and</em> its key: an impostor with another chip's ID affects only its own reputation.
 */
@Singleton
final class ChipReputation {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration WELCOME = Duration.ofHours(25);

    private final int refusalsPerAddress;
    private final Cache<DeviceIdentity.General, Refusal> refused;
    /** Event number of the last change of a device, kept as long as a refusal. */
    private final Cache<DeviceId, Long> changed;

    private final AtomicLong events = new AtomicLong();
    private final Cache<DeviceIdentity.General, Boolean> welcome;
    private final Cache<String, AtomicInteger> refusalsByAddress;

    /** Decision on a chip before the backend is asked. */
    enum AdmissionState {
        /** Ask the backend. */
        ASK,
        /** The backend recently refused it: no valid endorsement, or no catalog. */
        UNKNOWN,
        /** The backend recently refused it: an operator blocked the device. */
        BLOCKED,
        /** Its network address has caused too many refusals. */
        TOO_MANY
    }

    /** Refusal of a chip, with its event number. */
    private record Refusal(AdmissionState admissionState, long when) {
        private boolean holds(@Nullable Long changed) {
            return changed == null || changed < when;
        }
    }

    ChipReputation(ChipSettings settings, MeterRegistry metrics) {
        refusalsPerAddress = settings.refusalsPerAddress();
        refused = Caches.begin()
                .maximumSize(settings.remembered())
                .expireAfterWrite(settings.refusalTtl())
                .build();
        changed = Caches.begin()
                .maximumSize(settings.remembered())
                .expireAfterWrite(settings.refusalTtl())
                .build();
        welcome = Caches.begin()
                .maximumSize(settings.remembered())
                .expireAfterWrite(WELCOME)
                .build();
        refusalsByAddress = Caches.begin()
                .maximumSize(settings.addresses())
                .expireAfterWrite(WINDOW)
                .build();
        metrics.gauge("holdfast.gateway.chips.refused", refused, Cache::estimatedSize);
    }

    /** Returns the decision on a chip. */
    AdmissionState of(DeviceIdentity.General chip, String address) {
        @Nullable Refusal known = refused.getIfPresent(chip);
        if (known != null && known.holds(changed.getIfPresent(chip.device()))) {
            return known.admissionState;
        }
        if (welcome.getIfPresent(chip) != null) {
            return AdmissionState.ASK;
        }
        AtomicInteger refusals = refusalsByAddress.getIfPresent(address);
        return refusals != null && refusals.get() >= refusalsPerAddress ? AdmissionState.TOO_MANY : AdmissionState.ASK;
    }

    /** Records that the backend issued a challenge. */
    void welcomed(DeviceIdentity.General chip) {
        welcome.put(chip, true);
    }

    /** Records that the backend refused the chip. */
    void refused(DeviceIdentity.General chip, String address, boolean blocked) {
        welcome.invalidate(chip);
        refused.put(
                chip, new Refusal(blocked ? AdmissionState.BLOCKED : AdmissionState.UNKNOWN, events.incrementAndGet()));
        refusalsByAddress.get(address, first -> new AtomicInteger()).incrementAndGet();
    }

    /** Forgets the refusals of a device that was unblocked, claimed or endorsed again. */
    void changed(@Observes InternalApi.Change change) {
        if (change.kind() == InternalApi.Change.Kind.DEVICE) {
            changed.put(DeviceId.parse(change.key()), events.incrementAndGet());
        }
    }
}
