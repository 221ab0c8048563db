package dev.holdfast.sim.mt3620.update;

/** What an update event says, with the numbers of {@code SysEvent_Status} in Azure Sphere's {@code sysevent.h}. */
public enum DeferralStatus {
    /** An update is ready; an application may put it off. */
    PENDING(1),
    /** The update happens now and cannot be put off any more. */
    FINAL(2),
    /** An application has put it off. */
    DEFERRED(3),
    /** The update is done. Only updates of applications get here: one of the system ends in a reboot. */
    COMPLETE(4);

    private final int number;

    DeferralStatus(int number) {
        this.number = number;
    }

    /** Returns the number in {@code sysevent.h}. */
    public int number() {
        return number;
    }
}
