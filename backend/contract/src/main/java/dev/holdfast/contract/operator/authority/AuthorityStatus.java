package dev.holdfast.contract.operator.authority;

/** How it stands with an authority of a catalog; Azure Sphere's words. */
public enum AuthorityStatus {
    /** It signs the certificates of the catalog's devices. */
    ACTIVE,
    /** It is trusted and signs nothing: not yet, or not any more. */
    INACTIVE,
    /** Its time is over. */
    EXPIRED,
    /** Somebody ended the trust in it. */
    REVOKED
}
