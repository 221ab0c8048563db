package dev.holdfast.sim.mt3620.guardian;

/** Health of equipment, as its guardian sees it. */
public enum Health {
    /** It responds and requests only allowed connections. */
    GOOD,
    /** It requested a connection that is not allowed, since the last report. */
    SUSPICIOUS,
    /** It gave no sign of life for too long. */
    SILENT
}
