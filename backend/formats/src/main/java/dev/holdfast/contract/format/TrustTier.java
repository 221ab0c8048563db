package dev.holdfast.contract.format;

import java.util.Arrays;
import java.util.Optional;

/** Trustworthiness tiers of AR4SI (draft-ietf-rats-ar4si-10 §2.3) with their encoded numbers. */
public enum TrustTier {
    /** The verifier makes no assertion. */
    NONE(0),
    /** Matches the reference values. */
    AFFIRMING(2),
    /** Known, but not as expected, such as outdated. */
    WARNING(32),
    /** Known to be wrong, or unknown where only known values are allowed. */
    CONTRAINDICATED(96);

    private final int number;

    TrustTier(int number) {
        this.number = number;
    }

    /** Returns the encoded number. */
    public int number() {
        return number;
    }

    /** Returns the tier of a trustworthiness claim from −128 to 127. The claims −1, 0 and 1 give {@link #NONE}. */
    public static TrustTier ofClaim(int claim) {
        int size = claim < 0 ? -claim - 1 : claim;
        if (size >= CONTRAINDICATED.number) {
            return CONTRAINDICATED;
        }
        if (size >= WARNING.number) {
            return WARNING;
        }
        return size >= AFFIRMING.number || claim == -AFFIRMING.number ? AFFIRMING : NONE;
    }

    /** Finds a tier by its number. */
    public static Optional<TrustTier> ofNumber(int number) {
        return Arrays.stream(values()).filter(tier -> tier.number == number).findFirst();
    }
}
