package dev.holdfast.contract.operator.identity;

/** What a role is given to. */
public enum Grantee {
    /** A person or service, by the identity provider's immutable {@code sub}. */
    SUBJECT,
    /** Whoever first signs in with this e-mail address, verified by the provider; a subject from then on. */
    EMAIL,
    /** Everyone whose access token names this group. */
    GROUP
}
