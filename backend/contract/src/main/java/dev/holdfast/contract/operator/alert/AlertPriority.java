package dev.holdfast.contract.operator.alert;

/** Importance of an alert to the team, which a person sets. */
public enum AlertPriority {
    /** Before the others. */
    HIGH,
    /** At first. */
    NORMAL,
    /** After the others. */
    LOW
}
