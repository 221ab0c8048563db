package dev.holdfast.contract.operator.identity;

import java.util.List;

/**
 * Who is signed in.
 *
 * @param name user name
 * @param displayName full name
 * @param installationOwner whether this person may create catalogs and import endorsements, and is Owner everywhere
 * @param catalogs the catalogs that the person has a role in the whole of, by name
 * @param parts roles in products or device groups alone
 * @param findsPeople whether this person may look for people somewhere and invite them, and the installation can; else roles are given by
 *     subject, address or group
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
