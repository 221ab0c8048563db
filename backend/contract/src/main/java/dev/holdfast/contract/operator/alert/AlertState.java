package dev.holdfast.contract.operator.alert;

/** State of an alert. */
public enum AlertState {
    /** Nobody handles it. */
    OPEN,
    /** A person handles it. */
    ACKNOWLEDGED,
    /** A person silenced it until a time. It opens again then, unless its cause is gone. */
    SUPPRESSED,
    /** Its cause is gone, or a person ended it. It opens again with its history when its rule matches again. */
    RESOLVED
}
