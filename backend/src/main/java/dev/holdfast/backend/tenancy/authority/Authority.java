package dev.holdfast.backend.tenancy.authority;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.contract.operator.identity.Role;
import java.util.List;

/**
 * All that a caller may do: the only place that decides it.
 *
 * @param grants the caller's roles; what they allow adds up
 */
public record Authority(List<Grant> grants) {
    /** Copies the list. */
    public Authority {
        grants = List.copyOf(grants);
    }

    /** Returns whether the caller may do that there, in all of the place. */
    public boolean may(Act act, Place place) {
        return grants.stream()
                .anyMatch(grant -> grant.role().may(act) && grant.place().contains(place));
    }

    /** Returns whether the caller may do that somewhere in the catalog, perhaps in a part of it alone. */
    public boolean mayInPartOf(CatalogId catalog, Act act) {
        return grants.stream()
                .anyMatch(grant -> grant.role().may(act)
                        && (grant.place().contains(Place.of(catalog))
                                || grant.place().catalog().equals(catalog)));
    }

    /** Returns the caller's roles in all of a place, each once, in the order of {@link Role}. */
    public List<Role> rolesAt(Place place) {
        return grants.stream()
                .filter(grant -> grant.place().contains(place))
                .map(Grant::role)
                .distinct()
                .sorted()
                .toList();
    }

    /** Returns whether the caller has any role in the catalog or a part of it; else it does not exist for them. */
    public boolean knows(CatalogId catalog) {
        return mayInPartOf(catalog, Act.READ);
    }

    /** Returns the caller's roles in parts of catalogs. */
    public List<Grant> inParts() {
        return grants.stream().filter(grant -> grant.place().product() != null).toList();
    }

    /** Returns whether the caller may give or take that role there: nobody gives what they do not have. */
    public boolean mayAssign(Role role, Place place) {
        return may(Act.MANAGE_MEMBERS, place) && role.acts().stream().allMatch(act -> may(act, place));
    }
}
