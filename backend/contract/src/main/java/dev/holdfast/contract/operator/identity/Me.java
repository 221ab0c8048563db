package dev.holdfast.contract.operator.identity;

import java.util.List;

/**
 * Creates a user without roles for parts of catalogs, in an installation without search for people.
 *
 * @param name user name
 * @param displayName full name
 * @param installationOwner whether the user is an installation owner, who creates catalogs, imports endorsements and
 *     is Owner of every catalog
 * @param catalogs catalogs in which the user has a role for the whole catalog, by name
 * @param parts roles for single products or device groups
 * @param findsPeople whether the user may search and invite people, and the installation supports it; otherwise roles
 *     are assigned by subject, e-mail address or group
 */
public record Me(
        String name,
        String displayName,
        boolean installationOwner,
        List<Membership> catalogs,
        List<Foothold> parts,
        boolean findsPeople) {
    /** Copies the lists. */
    public Me {
        catalogs = List.copyOf(catalogs);
        parts = List.copyOf(parts);
    }

    /** Makes one without roles in parts of catalogs, in an installation that cannot look for people. */
    public Me(String name, String displayName, boolean installationOwner, List<Membership> catalogs) {
        this(name, displayName, installationOwner, catalogs, List.of(), false);
    }
}
