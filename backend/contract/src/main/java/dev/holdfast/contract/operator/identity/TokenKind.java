package dev.holdfast.contract.operator.identity;

/** Kind of a token. */
public enum TokenKind {
    /** Acts for its creator, with at most the roles that are assigned to the creator. Roles through groups do not count. */
    PERSONAL,
    /** Acts for a service, whose role comes from the token. Created by owners. */
    SERVICE
}
