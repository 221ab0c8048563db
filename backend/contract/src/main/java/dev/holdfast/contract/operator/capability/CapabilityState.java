package dev.holdfast.contract.operator.capability;

/** Whether a capability file counts. */
public enum CapabilityState {
    /** It counts: its device may have what it allows. */
    IN_FORCE,
    /** Its time is over. */
    EXPIRED,
    /** Somebody took it back: a device that still shows what it allows is found out. */
    REVOKED,
    /** Its device left the catalog, so that it counts no longer even if the device came back. */
    DEVICE_LEFT
}
