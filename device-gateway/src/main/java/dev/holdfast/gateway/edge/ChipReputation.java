package dev.holdfast.gateway.edge;

import com.github.benmanes.caffeine.cache.Cache;
import dev.holdfast.connection.AddressKey;
import dev.holdfast.connection.Caches;
import dev.holdfast.connection.RateLimit;
import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.gateway.backend.BackendClient;
import dev.holdfast.gateway.backend.BackendFailure;
import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which chips the backend accepted or refused recently, so that the gateway refuses floods of unknown keys itself. To check a
 * chip, the gateway requests a challenge for it: the cheapest request to the backend. The first request of a chip causes a check if its
 * path needs the backend. Checks of chips that were not accepted recently are limited; accepted chips do not use up these limits. Entries
 * are by device ID <em>and</em> key: an impostor with another chip's ID and its own key does not affect the entry of that chip.
 */
@Singleton
public final class ChipReputation {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration ACCEPTANCE = Duration.ofHours(25);

    private final BackendClient backend;
    private final Cache<DeviceIdentity.General, Refusal> refused;
    /** Number of the last change by the key of the device's changes. A refusal with a lower number no longer applies. */
    private final Cache<String, Long> changed;

    /** Last number of a refusal or change. */
    private final AtomicLong events = new AtomicLong();

    private final Cache<DeviceIdentity.General, Boolean> accepted;
    private final RateLimit<AddressKey> addresses;
    private final Bucket total;
    private final Counter limited;

    /** Decision on a chip before the backend is asked. */
    enum Decision {
        /** The backend accepted the chip in the last 25 hours. */
        ACCEPTED,
        /** Ask the backend. */
        ASK,
        /** The backend recently refused the chip: no valid endorsement, or no catalog. */
        UNKNOWN,
        /** The backend recently refused the chip: an operator blocked the device. */
        BLOCKED,
        /** The limit of checks for the network address, or for all addresses, is reached. */
        TOO_MANY
    }

    /** Refusal of a chip, with its number in the order of refusals and changes. */
    private record Refusal(Decision decision, long when) {
        private boolean holds(@Nullable Long changed) {
            return changed == null || changed < when;
        }
    }

    ChipReputation(ChipSettings settings, BackendClient backend, MeterRegistry metrics) {
        this.backend = backend;
        addresses = new RateLimit<>(settings.checksPerAddress(), MINUTE, settings.addresses());
        total = Bucket.builder()
                .addLimit(limit -> limit.capacity(settings.checksPerSecond())
                        .refillGreedy(settings.checksPerSecond(), Duration.ofSeconds(1)))
                .build();
        refused = Caches.begin()
                .maximumSize(settings.remembered())
                .expireAfterWrite(settings.refusalTtl())
                .build();
        changed = Caches.begin()
                .maximumSize(settings.remembered())
                .expireAfterWrite(settings.refusalTtl())
                .build();
        accepted = Caches.begin()
                .maximumSize(settings.remembered())
                .expireAfterWrite(ACCEPTANCE)
                .build();
        limited = RequestLimits.limited(metrics, "unknown-chips");
        Gauge.builder("holdfast.gateway.chips.refused", refused, Cache::estimatedSize)
                .description("Chips that are refused without asking the backend again")
                .register(metrics);
    }

    /** Returns the decision on a chip. {@code ASK} counts against the rate limits; a successful {@link #challenge} undoes that. */
    Decision decide(DeviceIdentity.General chip, RoutingContext request) {
        @Nullable Refusal known = refused.getIfPresent(chip);
        if (known != null && known.holds(changed.getIfPresent(chip.changeKey()))) {
            return known.decision;
        }
        if (accepted.getIfPresent(chip) != null) {
            return Decision.ACCEPTED;
        }
        AddressKey address = address(request);
        if (addresses.allows(address)) {
            if (total.tryConsume(1)) {
                return Decision.ASK;
            }
            addresses.giveBack(address);
        }
        limited.increment();
        return Decision.TOO_MANY;
    }

    /** Requests a challenge for a chip, and remembers whether the backend accepts the chip. */
    public Future<Buffer> challenge(DeviceIdentity.General chip, RoutingContext request) {
        return backend.challenge(new InternalApi.ChallengeRequest(chip.device(), chip.key()))
                .onComplete(challenge -> accept(chip, address(request)), failure -> {
                    if (failure instanceof BackendFailure.Refused refusal) {
                        refuse(chip, refusal.isBlocked() ? Decision.BLOCKED : Decision.UNKNOWN);
                    }
                });
    }

    /** Forgets that a chip was accepted, because the backend refused one of its requests. Its next request causes a check. */
    void forgetAcceptance(DeviceIdentity.General chip) {
        accepted.invalidate(chip.with(null));
    }

    private void accept(DeviceIdentity.General chip, AddressKey address) {
        boolean isNew = accepted.asMap().put(chip, true) == null;
        if (isNew) {
            addresses.giveBack(address);
            total.addTokens(1);
        }
    }

    private static AddressKey address(RoutingContext request) {
        return AddressKey.of(Channels.of(request.request().connection()));
    }

    private void refuse(DeviceIdentity.General chip, Decision decision) {
        accepted.invalidate(chip);
        refused.put(chip, new Refusal(decision, events.incrementAndGet()));
    }

    /** Forgets the refusals of a changed device, because an operator may have unblocked or claimed it. */
    void changed(@Observes InternalApi.Change change) {
        if (change.kind() == InternalApi.Change.Kind.DEVICE) {
            changed.put(change.key(), events.incrementAndGet());
        }
    }
}
