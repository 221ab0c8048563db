package dev.holdfast.backend.attestation.challenge;

/** What a challenge may be answered with. A nonce made for one purpose is worth nothing for another. */
public enum ChallengePurpose {
    /** Evidence. */
    ATTEST(1);

    private final int number;

    ChallengePurpose(int number) {
        this.number = number;
    }

    byte number() {
        return (byte) number;
    }
}
