package dev.holdfast.contract.operator.identity;

/** For whom a token speaks. */
public enum TokenKind {
    /** For the person who made it, as long as they have the role themselves, by assignment. */
    PERSONAL,
    /** For a service, which has the role by the token alone. Owners make it. */
    SERVICE
}
