package dev.holdfast.sim.fault;

/** The silicon manufacturer's list does not name the chip: the gateway gets a hello with a key that nobody endorses. */
public record UnknownChip() implements MadeFault {
    /** Its name in scenarios. */
    public static final String NAME = "unknown-chip";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void spoil(Workpiece chip) {
        chip.withholdEndorsement();
    }
}
