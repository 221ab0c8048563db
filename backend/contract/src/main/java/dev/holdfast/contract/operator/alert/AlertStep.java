package dev.holdfast.contract.operator.alert;

/** Step in the history of an alert. */
public enum AlertStep {
    /** It opened for the first time. */
    OPENED,
    /** Its rule matched again after it was resolved. */
    REOPENED,
    /** A person took it. */
    ACKNOWLEDGED,
    /** A person silenced it until a time. */
    SUPPRESSED,
    /** Its suppression ended while its cause remained. */
    SUPPRESSION_ENDED,
    /** A person ended it. */
    RESOLVED,
    /** Its cause is gone: nothing is affected any more, or no event came for the time that its rule names. */
    RESOLVED_ITSELF,
    /** A person assigned it to somebody, or to nobody. */
    ASSIGNED,
    /** A person changed its priority. */
    PRIORITIZED,
    /** A person commented on it. */
    COMMENTED
}
