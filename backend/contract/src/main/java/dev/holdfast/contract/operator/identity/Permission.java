package dev.holdfast.contract.operator.identity;

/** Permission that an operation of the operator API requires. {@link Role} lists the permissions of each role. */
public enum Permission {
    /** Read everything. */
    READ,
    /** Manage products and device groups, claim devices. */
    MANAGE_FLEET,
    /** Handle alerts, dismiss anomalies. */
    HANDLE_ALERTS,
    /** Save versions of policies and replay them. */
    WRITE_POLICIES,
    /** Activate versions of policies, or request the approval to do so. */
    ACTIVATE_POLICIES,
    /** Decide on approval requests. */
    APPROVE,
    /** Manage images, deployments and reference values. */
    PUBLISH,
    /** Issue capability files, which unlock a device for development or servicing. */
    ISSUE_CAPABILITIES,
    /** Block, unclaim and revoke, change settings of the catalog and connection requirements of groups. */
    MANAGE_CATALOG,
    /** Assign and remove roles, create tokens for services. */
    MANAGE_MEMBERS
}
