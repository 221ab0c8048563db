package dev.holdfast.backend.attestation.challenge;

/** What a nonce turned out to be. Whether it was spent before is another question, which the database answers. */
public enum ChallengeCheck {
    /** This installation made it for this device and purpose, and it is alive. */
    FRESH("fresh"),
    /** It was good once. */
    EXPIRED("expired"),
    /** It begins in the future: a backend's clock is wrong. */
    PREMATURE("from the future: compare the clocks of the backends"),
    /** Nobody here made it for this device and purpose. */
    FOREIGN("not one that was made for this device");

    private final String description;

    ChallengeCheck(String description) {
        this.description = description;
    }

    /** Returns the rest of the sentence "the nonce is". */
    public String description() {
        return description;
    }
}
