package dev.holdfast.sim.fault;

/** The chip is not on the endorsement list. The gateway gets a connection with a key that nobody endorsed. */
public record UnknownChip() implements FactoryFault {
    /** Name of the fault in scenarios. */
    public static final String NAME = "unknown-chip";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void apply(ChipInManufacture chip) {
        chip.withholdEndorsement();
    }
}
