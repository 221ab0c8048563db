package dev.holdfast.backend.attestation.challenge;

/** Result of checking a nonce. Does not tell whether the nonce is spent; the database checks that. */
public enum ChallengeCheck {
    /** Issued by this installation for this device and purpose, and not expired. */
    FRESH("fresh"),

    EXPIRED("expired"),
    /** Issued in the future: the clock of a backend is wrong. */
    PREMATURE("from the future: compare the clocks of the backends"),
    /** Not issued here for this device and purpose. */
    NOT_ISSUED("not issued for this device");

    private final String description;

    ChallengeCheck(String description) {
        this.description = description;
    }

    /** Returns the end of the sentence "the nonce is …". */
    public String description() {
        return description;
    }
}
