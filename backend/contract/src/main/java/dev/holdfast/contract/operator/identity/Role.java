package dev.holdfast.contract.operator.identity;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What someone may do at a place, as in Azure Sphere, and two that it lacks. This table is the only one: what is not
 * here is denied.
 */
public enum Role {
    /** Everything, members included. */
    OWNER(EnumSet.allOf(Permission.class)),
    /** Images, deployments and capability files, and all that a contributor may. */
    PUBLISHER(EnumSet.of(
            Permission.READ,
            Permission.MANAGE_FLEET,
            Permission.HANDLE_ANOMALIES,
            Permission.WRITE_POLICIES,
            Permission.ACTIVATE_POLICIES,
            Permission.APPROVE,
            Permission.PUBLISH,
            Permission.ISSUE_CAPABILITIES)),
    /** Products and devices. */
    CONTRIBUTOR(EnumSet.of(Permission.READ, Permission.MANAGE_FLEET, Permission.HANDLE_ANOMALIES, Permission.WRITE_POLICIES)),
    /** Anomalies and policies. */
    SECURITY_ANALYST(EnumSet.of(Permission.READ, Permission.HANDLE_ANOMALIES, Permission.WRITE_POLICIES, Permission.ACTIVATE_POLICIES)),
    /** The second person, and nothing else. */
    APPROVER(EnumSet.of(Permission.READ, Permission.APPROVE)),
    /** Reading. */
    READER(EnumSet.of(Permission.READ));

    @SuppressWarnings("ImmutableEnumChecker") // unmodifiable, of constants
    private final Set<Permission> permissions;

    Role(Set<Permission> permissions) {
        this.permissions = Collections.unmodifiableSet(permissions);
    }

    /** Returns what this role may do. */
    public Set<Permission> permissions() {
        return permissions;
    }

    /** Returns whether this role may do that. */
    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }

    /** Returns whether this role may do whatever {@code other} may do. */
    public boolean includes(Role other) {
        return permissions.containsAll(other.permissions);
    }
}
