package dev.holdfast.contract.format;

import java.util.Arrays;
import java.util.Optional;

/** Trustworthiness tiers of AR4SI (draft-ietf-rats-ar4si-10 §2.3) with their encoded numbers. */
public enum TrustTier {
    /** The verifier can say nothing. */
    NONE(0),
    /** As the reference values want it. */
    AFFIRMING(2),
    /** Known, but not what it should be by now. */
    WARNING(32),
    /** Known to be wrong, or unknown where only known things are allowed. */
    CONTRAINDICATED(96);

    private final int number;

    TrustTier(int number) {
        this.number = number;
    }

    /** Returns the number on the wire. */
    public int number() {
        return number;
    }

    /** Returns the tier of a trustworthiness claim, a number from −128 to 127; those around 0 assert nothing. */
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
