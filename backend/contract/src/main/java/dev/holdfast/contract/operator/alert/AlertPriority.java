package dev.holdfast.contract.operator.alert;

/** Importance of an alert to the team, which a person sets. */
public enum AlertPriority {
    HIGH,
    NORMAL,
    LOW
}
