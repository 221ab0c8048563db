package dev.holdfast.contract.operator.identity;

/** Kind of recipient of a role. */
public enum Grantee {
    /** Person or service, by the immutable {@code sub} of the identity provider. */
    SUBJECT,
    /** First person who signs in with this verified e-mail address; stored as a subject afterwards. */
    EMAIL,
    /** All users whose access token contains this group. */
    GROUP
}
