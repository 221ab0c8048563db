package dev.holdfast.sim.mt3620.update;

/** Kinds of updates, with the numbers of {@code SysEvent_UpdateType} in Azure Sphere's {@code sysevent.h}. */
public enum UpdateKind {
    /** Applications: they restart. */
    APPLICATION(1),
    /** The operating system: the device reboots. */
    SYSTEM(2);

    private final int number;

    UpdateKind(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
