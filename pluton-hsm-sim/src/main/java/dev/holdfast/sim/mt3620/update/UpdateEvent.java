package dev.holdfast.sim.mt3620.update;

import java.time.Duration;

/**
 * What an application with the manifest capability {@code SystemEventNotifications} is told, with the bits of {@code
 * SysEvent_Events} in Azure Sphere's {@code sysevent.h}.
 */
public sealed interface UpdateEvent {
    /** Returns the event's bit. */
    int bit();

    /**
     * An update is downloaded and verified.
     *
     * @param kind what it is of
     * @param status how it stands
     * @param longestDeferral for how long from now it may still be put off, whole minutes; zero unless pending
     */
    record ReadyForInstall(UpdateKind kind, DeferralStatus status, Duration longestDeferral) implements UpdateEvent {
        @Override
        public int bit() {
            return 0x01;
        }
    }

    /** A download has begun. */
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
