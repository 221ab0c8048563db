package dev.holdfast.sim.fault;

/** A fault of a device. The components of its record are its parameters. */
public sealed interface Fault permits FactoryFault, RuntimeFault {
    /** Returns the name in scenarios, such as {@code tampered-component}. */
    String name();
}
