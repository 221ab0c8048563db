package dev.holdfast.contract.operator.identity;

import java.util.List;

/**
 * The caller and their roles.
 *
 * @param name user name
 * @param displayName full name
 * @param installationOwner whether the user is an installation owner, who creates catalogs, imports endorsements and
 *     is Owner of every catalog
 * @param catalogs catalogs in which the user has a role for the whole catalog, in the order of their names
 * @param scopedRoles roles for single products or device groups
 * @param findsPeople whether the user may search and invite people, and the installation supports it; otherwise roles
 *     are assigned by subject, e-mail address or group
 */
public record Me(
        String name,
        String displayName,
        boolean installationOwner,
        List<Membership> catalogs,
        List<ScopedRole> scopedRoles,
        boolean findsPeople) {
    /** Copies the lists. */
    public Me {
        catalogs = List.copyOf(catalogs);
        scopedRoles = List.copyOf(scopedRoles);
    }

    /** Describes a user without scoped roles, in an installation that cannot search for people. */
    public Me(String name, String displayName, boolean installationOwner, List<Membership> catalogs) {
        this(name, displayName, installationOwner, catalogs, List.of(), false);
    }
}
