package dev.holdfast.contract.operator.attestation;

/**
 * How long a catalog's attestations are kept. The newest one of each device stays however old it is.
 *
 * @param days 1 to 3,650
 */
public record AttestationRetention(int days) {
    /** Where nobody said anything. */
    public static final int DEFAULT_DAYS = 90;
}
