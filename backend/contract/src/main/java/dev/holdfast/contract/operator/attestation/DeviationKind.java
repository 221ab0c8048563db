package dev.holdfast.contract.operator.attestation;

/** Kind of deviation that an appraisal can find, other than in measurements. Policies decide on the consequences. */
public enum DeviationKind {
    /** The boot counter is lower than in an earlier attestation. */
    BOOT_COUNT_ROLLBACK(Aspect.ROLLBACK),
    /** The trusted keystore is older than in an earlier attestation. */
    KEYSTORE_ROLLBACK(Aspect.ROLLBACK),
    /** The security version of a component is lower than in an earlier attestation in which it matched a reference value. */
    COMPONENT_ROLLBACK(Aspect.ROLLBACK),
    /** The security version of a component is lower than the anti-rollback fuse of the chip. */
    COMPONENT_BELOW_FUSE(Aspect.ROLLBACK),
    /** The anti-rollback fuse of a component is lower than in an earlier attestation, although fuses only increase. */
    FUSE_ROLLBACK(Aspect.ROLLBACK),
    /** Debugging is enabled. */
    DEBUG_ENABLED(Aspect.DEBUG),
    /** Debugging is disabled but may have been enabled since boot. */
    DEBUG_WAS_ENABLED(Aspect.DEBUG),
    /** A capability is enabled, with or without a capability file. */
    CAPABILITY_ENABLED(Aspect.CAPABILITY),
    /** A capability is enabled without a capability file in force. The radio test mode of a blank chip needs no file. */
    CAPABILITY_NOT_ISSUED(Aspect.CAPABILITY),
    /** Manufacturing is not complete. */
    MANUFACTURING_INCOMPLETE(Aspect.STATE),
    /** A past event has a time more than 2 s in the future: the clocks of the verifying machines differ. */
    CLOCK_AHEAD(Aspect.CLOCK),
    /** The device took more than 30 s to answer its challenge. */
    LATE_RESPONSE(Aspect.CLOCK);

    private final Aspect aspect;

    DeviationKind(Aspect aspect) {
        this.aspect = aspect;
    }

    /** Category of a deviation. */
    public enum Aspect {
        /** Counters, security versions and fuses, which only increase. */
        ROLLBACK,
        /** Debug ports. */
        DEBUG,
        /** Capabilities of the chip. */
        CAPABILITY,
        /** Manufacturing state. */
        STATE,
        /** Clocks and times. */
        CLOCK
    }

    public Aspect aspect() {
        return aspect;
    }
}
