package dev.holdfast.sim.mt3620.guardian;

/** Health of equipment, as its guardian sees it. */
public enum Health {
    /** The equipment responds and requests only allowed connections. */
    GOOD,
    /** The equipment requested a connection that is not allowed, since the last report. */
    SUSPICIOUS,
    /** The equipment gave no sign of life for too long. */
    SILENT
}
