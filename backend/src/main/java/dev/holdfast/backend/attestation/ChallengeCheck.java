package dev.holdfast.backend.attestation;

/** What a nonce turned out to be. Whether it was spent before is another question, which the database answers. */
public enum ChallengeCheck {
    /** This installation made it for this device and purpose, and it is alive. */
    FRESH,
    /** It was good once. */
    EXPIRED,
    /** It begins in the future: a backend's clock is wrong. */
    PREMATURE,
    /** Nobody here made it for this device and purpose. */
    FOREIGN
}
