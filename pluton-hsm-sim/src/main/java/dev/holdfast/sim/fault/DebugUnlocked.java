package dev.holdfast.sim.fault;

/** The debug ports are open, and the evidence reports it. */
public record DebugUnlocked() implements FactoryFault {
    /** Name of the fault in scenarios. */
    public static final String NAME = "debug-unlocked";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void apply(ChipInManufacture chip) {
        chip.leaveDebugOpen();
    }
}
