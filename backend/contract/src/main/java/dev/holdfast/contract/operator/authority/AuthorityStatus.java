package dev.holdfast.contract.operator.authority;

/** Status of a catalog CA, in Azure Sphere's terms. */
public enum AuthorityStatus {
    /** Signs the certificates of the catalog's devices. */
    ACTIVE,
    /** Trusted, but not signing yet or no longer signing. */
    INACTIVE,
    /** Expired. */
    EXPIRED,
    /** Revoked; its certificates are no longer trusted. */
    REVOKED
}
