package dev.holdfast.sim.mt3620.update;

import java.time.Duration;

/**
 * Events for applications with the manifest capability {@code SystemEventNotifications}, with the bits of {@code
 * SysEvent_Events} in Azure Sphere's {@code sysevent.h}.
 */
public sealed interface UpdateEvent {
    int bit();

    /**
     * An update is downloaded and verified.
     *
     * @param kind kind of update
     * @param status status of the update
     * @param longestDeferral remaining maximum deferral, in whole minutes; zero unless pending
     */
    record ReadyForInstall(UpdateKind kind, DeferralStatus status, Duration longestDeferral) implements UpdateEvent {
        @Override
        public int bit() {
            return 0x01;
        }
    }

    /** A download has started. */
    record Started() implements UpdateEvent {
        @Override
        public int bit() {
            return 0x02;
        }
    }

    /** A check found nothing new. */
    record NoUpdateAvailable() implements UpdateEvent {
        @Override
        public int bit() {
            return 0x04;
        }
    }
}
