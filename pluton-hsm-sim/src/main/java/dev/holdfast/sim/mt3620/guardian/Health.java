package dev.holdfast.sim.mt3620.guardian;

/** How the equipment behind a guardian is, as far as the guardian sees it. */
public enum Health {
    /** It answers, and asks for nothing that it may not have. */
    GOOD,
    /** It has asked for connections that it may not have since the last report. */
    SUSPICIOUS,
    /** It has not answered for longer than it may be silent. */
    SILENT
}
