package dev.holdfast.contract.operator.identity;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Role in a scope: Azure Sphere's roles, and two more: security analyst and approver. A role denies permissions that it does not list. */
public enum Role {
    /** All permissions. */
    OWNER(EnumSet.allOf(Permission.class)),
    /** Permissions of a contributor, and activation of policies, approvals, images, deployments and capability files. */
    PUBLISHER(EnumSet.of(
            Permission.READ,
            Permission.MANAGE_FLEET,
            Permission.HANDLE_ALERTS,
            Permission.WRITE_POLICIES,
            Permission.ACTIVATE_POLICIES,
            Permission.APPROVE,
            Permission.PUBLISH,
            Permission.ISSUE_CAPABILITIES)),
    /** Products, devices, alerts, anomalies, and writing of policies without activation. */
    CONTRIBUTOR(
            EnumSet.of(Permission.READ, Permission.MANAGE_FLEET, Permission.HANDLE_ALERTS, Permission.WRITE_POLICIES)),
    /** Alerts, anomalies, and policies. */
    SECURITY_ANALYST(EnumSet.of(
            Permission.READ, Permission.HANDLE_ALERTS, Permission.WRITE_POLICIES, Permission.ACTIVATE_POLICIES)),
    /** Approvals, and read access. */
    APPROVER(EnumSet.of(Permission.READ, Permission.APPROVE)),
    /** Read only. */
    READER(EnumSet.of(Permission.READ));

    @SuppressWarnings("ImmutableEnumChecker") // unmodifiable, of constants
    private final Set<Permission> permissions;

    Role(Set<Permission> permissions) {
        this.permissions = Collections.unmodifiableSet(permissions);
    }

    /** Returns the role in words, such as {@code security analyst}. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Returns the permissions of this role. */
    public Set<Permission> permissions() {
        return permissions;
    }

    /** Returns whether this role has a permission. */
    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }

    /** Returns whether this role has all permissions of another one. */
    public boolean includes(Role other) {
        return permissions.containsAll(other.permissions);
    }
}
