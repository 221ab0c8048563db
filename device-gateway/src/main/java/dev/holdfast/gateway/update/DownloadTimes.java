package dev.holdfast.gateway.update;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.holdfast.connection.Caches;
import dev.holdfast.contract.id.DeviceId;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Time until which each device may be sent no more bytes. All responses to a device share the bandwidth of its update policy: each slice
 * reserves its time after those before it. Devices without a limit need no entry.
 */
@Singleton
final class DownloadTimes {
    private static final int MAX_DEVICES = 100_000;

    /** A download reserves at least every 9 s: the smallest slice at the lowest bandwidth. Later, reserved times are of closed responses. */
    private static final Duration IDLE = Duration.ofMinutes(1);

    /** Timers are late by some milliseconds. Without this credit, each slice would lose them. */
    private static final long CREDIT = TimeUnit.MILLISECONDS.toNanos(5);

    private final Ticker ticker;
    private final Cache<DeviceId, Long> reservedUntil;

    @Inject
    DownloadTimes() {
        this(Ticker.systemTicker());
    }

    DownloadTimes(Ticker ticker) {
        this.ticker = ticker;
        this.reservedUntil = Caches.begin()
                .ticker(ticker)
                .maximumSize(MAX_DEVICES)
                .expireAfterWrite(IDLE)
                .build();
    }

    /** Bandwidth of a device, which all its downloads share. */
    record Limit(DownloadTimes times, DeviceId device, Pace pace) {
        int slice() {
            return pace.slice();
        }

        /** Returns when bytes may be sent, in nanoseconds of {@link #pause}. Later reservations come after their time. */
        long reserve(int bytes) {
            return pace.isLimited() ? times.reserve(device, pace.nanos(bytes)) : 0;
        }

        /** Returns the milliseconds until a reserved time, rounded up; 0 if it has come. */
        long pause(long reserved) {
            return pace.isLimited() ? times.pause(reserved) : 0;
        }
    }

    Limit limit(DeviceId device, Pace pace) {
        return new Limit(this, device, pace);
    }

    private long reserve(DeviceId device, long nanos) {
        long now = ticker.read();
        return reservedUntil
                        .asMap()
                        .compute(
                                device,
                                (same, until) -> now + (until == null ? 0 : Math.max(until - now, -CREDIT)) + nanos)
                - nanos;
    }

    private long pause(long reserved) {
        return Math.max(0, Math.ceilDiv(reserved - ticker.read(), TimeUnit.MILLISECONDS.toNanos(1)));
    }
}
