package dev.holdfast.sim.fault;

/** A fault that a chip has since the factory; it lasts as long as the chip. */
public sealed interface MadeFault extends Fault
        permits TamperedComponent, RolledBackComponent, DebugUnlocked, CapabilityLeftInstalled, UnknownChip {
    /** Spoils a chip that is being made. */
    void spoil(Workpiece chip);
}
