package dev.holdfast.contract.operator.identity;

/** Permission that an operation of the operator API requires. {@link Role} lists the permissions of each role. */
public enum Permission {
    /** Reads everything. */
    READ,
    /** Products and device groups, claiming devices. */
    MANAGE_FLEET,
    /** Says that an anomaly was looked into. */
    HANDLE_ANOMALIES,
    /** Writes policies and replays them; none of it decides yet. */
    WRITE_POLICIES,
    /** Lets a version of a policy decide, or asks for it where a second person is needed. */
    ACTIVATE_POLICIES,
    /** Is the second person. */
    APPROVE,
    /** Images, deployments and which of their measurements are good. */
    PUBLISH,
    /** Capability files: what opens one device for its developers or servicers. */
    ISSUE_CAPABILITIES,
    /** What takes something away from devices or from the catalog, its settings, and what groups demand of connections. */
    MANAGE_CATALOG,
    /** Gives roles to others and takes them away, and makes tokens for services. */
    MANAGE_MEMBERS
}
