package dev.holdfast.sim.mt3620.update;

/** What an update is of, with the numbers of {@code SysEvent_UpdateType} in Azure Sphere's {@code sysevent.h}. */
public enum UpdateKind {
    /** Applications: they are started anew. */
    APPLICATION(1),
    /** The operating system: the device reboots. */
    SYSTEM(2);

    private final int number;

    UpdateKind(int number) {
        this.number = number;
    }

    /** Returns the number in {@code sysevent.h}. */
    public int number() {
        return number;
    }
}
