package dev.holdfast.sim.fault;

/** The debug ports were left open; the evidence says so. */
public record DebugUnlocked() implements MadeFault {
    /** Its name in scenarios. */
    public static final String NAME = "debug-unlocked";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void spoil(Workpiece chip) {
        chip.leaveDebugOpen();
    }
}
