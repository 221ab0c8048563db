package dev.holdfast.contract.operator.identity;

/** What someone may do in a catalog, as in Azure Sphere. Each role includes those after it. */
public enum Role {
    /** Everything, members included. */
    OWNER,
    /** Images and deployments. */
    PUBLISHER,
    /** Products and devices. */
    CONTRIBUTOR,
    /** Reading. */
    READER;

    /** Returns whether this role may do what {@code needed} may do. */
    public boolean includes(Role needed) {
        return compareTo(needed) <= 0;
    }
}
