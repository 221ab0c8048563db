package dev.holdfast.contract.operator.reference;

/**
 * Retires a reference value.
 *
 * @param reason for whoever asks later, 1 to {@value #MOST_REASON} characters
 */
public record Retirement(String reason) {
    /** No reason is longer. */
    public static final int MOST_REASON = 500;
}
