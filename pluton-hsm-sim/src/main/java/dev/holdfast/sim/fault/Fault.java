package dev.holdfast.sim.fault;

/** Something wrong with a device. Its parameters are the components of its record. */
public sealed interface Fault permits MadeFault, LivedFault {
    /** Returns its name in scenarios, such as {@code tampered-component}. */
    String name();
}
