package dev.holdfast.contract.operator.attestation;

/**
 * What can be wrong with a device beside what it measured. A closed set: appraisal finds these and no others, and policies
 * decide what follows from them.
 */
public enum DeviationKind {
    /** The boot counter is lower than one attested before. */
    BOOT_COUNT_WENT_BACK(Aspect.ROLLBACK),
    /** The trusted keystore is older than one attested before. */
    KEYSTORE_WENT_BACK(Aspect.ROLLBACK),
    /** A component's security version is lower than one attested before. */
    COMPONENT_WENT_BACK(Aspect.ROLLBACK),
    /** A component's security version is lower than the chip's own anti-rollback fuse for it. */
    COMPONENT_BELOW_FLOOR(Aspect.ROLLBACK),
    /** The anti-rollback fuse of a component is lower than it was attested before; fuses only go up. */
    FLOOR_WENT_BACK(Aspect.ROLLBACK),
    /** Debugging is possible now. */
    DEBUG_OPEN(Aspect.DEBUG),
    /** Debugging is off now, and may have been possible since the device booted. */
    DEBUG_WAS_OPEN(Aspect.DEBUG),
    /** A capability is enabled, issued or not; most devices in service have none. */
    CAPABILITY_ENABLED(Aspect.CAPABILITY),
    /** A capability is enabled, and no capability file of the catalog that counts allows it. */
    CAPABILITY_NOT_ISSUED(Aspect.CAPABILITY),
    /** Manufacture is not finished. */
    MANUFACTURE_UNFINISHED(Aspect.STATE),
    /** Something that must have happened before lies in the future: the clocks of the machines that verify differ. */
    CLOCK_AHEAD(Aspect.CLOCK),
    /** The device took long to answer its challenge. */
    ANSWERED_LATE(Aspect.CLOCK);

    private final Aspect aspect;

    DeviationKind(Aspect aspect) {
        this.aspect = aspect;
    }

    /** What is looked at. */
    public enum Aspect {
        /** Counters, security versions and fuses, which only go up. */
        ROLLBACK,
        /** Debug ports. */
        DEBUG,
        /** Capabilities. */
        CAPABILITY,
        /** State of manufacture. */
        STATE,
        /** Times. */
        CLOCK
    }

    /** Returns what was looked at. */
    public Aspect aspect() {
        return aspect;
    }
}
