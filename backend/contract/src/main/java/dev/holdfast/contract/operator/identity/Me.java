package dev.holdfast.contract.operator.identity;

import java.util.List;

/**
 * Who is signed in.
 *
 * @param name user name
 * @param displayName full name
 * @param installationOwner whether this person may create catalogs and import endorsements, and is Owner everywhere
 * @param catalogs the catalogs that the person has a role in, by name
 */
public record Me(String name, String displayName, boolean installationOwner, List<Membership> catalogs) {}
