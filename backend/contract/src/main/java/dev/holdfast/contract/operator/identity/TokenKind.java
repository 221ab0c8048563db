package dev.holdfast.contract.operator.identity;

/** Kind of a token. */
public enum TokenKind {
    /** Acts for its creator, as long as the creator has the role by assignment. */
    PERSONAL,
    /** Acts for a service, whose role comes from the token. Created by owners. */
    SERVICE
}
