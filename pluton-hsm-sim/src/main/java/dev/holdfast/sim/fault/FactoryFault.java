package dev.holdfast.sim.fault;

/** A permanent fault that a chip has from the factory. */
public sealed interface FactoryFault extends Fault
        permits TamperedComponent, RolledBackComponent, DebugUnlocked, CapabilityLeftInstalled, UnknownChip {
    /** Applies the fault to a chip during manufacture. */
    void apply(ChipInManufacture chip);

    /** Returns whether the device keeps its software while it is untrusted, instead of repairing itself. */
    default boolean preventsRepair() {
        return false;
    }
}
