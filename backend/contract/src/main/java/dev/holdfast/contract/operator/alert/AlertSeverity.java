package dev.holdfast.contract.operator.alert;

/** Urgency of an alert, from its rule. */
public enum AlertSeverity {
    /** Check it now. */
    CRITICAL,
    /** Check it in working hours. */
    WARNING,
    /** Information only. */
    NOTICE
}
