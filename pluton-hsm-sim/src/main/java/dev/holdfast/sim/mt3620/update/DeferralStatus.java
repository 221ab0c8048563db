package dev.holdfast.sim.mt3620.update;

/** Status of an update event, with the numbers of {@code SysEvent_Status} in Azure Sphere's {@code sysevent.h}. */
public enum DeferralStatus {
    /** An update is ready; an application may defer it. */
    PENDING(1),
    /** The update is installed now and cannot be deferred any more. */
    FINAL(2),
    /** An application has deferred the update. */
    DEFERRED(3),
    /** The update is installed. Only for updates of applications: an update of the system ends in a reboot. */
    COMPLETE(4);

    private final int number;

    DeferralStatus(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
