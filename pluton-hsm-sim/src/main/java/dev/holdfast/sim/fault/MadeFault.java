package dev.holdfast.sim.fault;

/** A fault that a chip has from the factory, permanently. */
public sealed interface MadeFault extends Fault
        permits TamperedComponent, RolledBackComponent, DebugUnlocked, CapabilityLeftInstalled, UnknownChip {
    /** Applies the fault to a chip during manufacture. */
    void spoil(Workpiece chip);
}
