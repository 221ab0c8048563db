package dev.holdfast.backend.tenancy.authority;

import dev.holdfast.contract.operator.identity.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Roles that group names grant: {@code /installation/<role>} and {@code /catalogs/<name>/<role>}, in lower case and with {@code -} for
 * {@code _}. Other group names grant nothing. These names count only if the owners' group has its default name. Another name means that the
 * provider names groups otherwise. People may then be able to create groups with the names above themselves.
 */
public final class GroupRoles {
    /** The owners' group by default. */
    public static final String OWNERS = "/installation/owner";

    private static final int IN_INSTALLATION = 3;
    private static final int IN_CATALOG = 4;

    private GroupRoles() {}

    /**
     * A role that a group name grants.
     *
     * @param catalog the catalog's name in lower case; null for the installation
     */
    public record Named(@Nullable String catalog, Role role) {}

    /** Returns the roles in the order of the groups. Members of {@code owners} own the installation. */
    public static List<Named> of(Collection<String> groups, String owners) {
        if (!owners.equals(OWNERS)) {
            return groups.contains(owners) ? List.of(new Named(null, Role.OWNER)) : List.of();
        }
        List<Named> found = new ArrayList<>();
        for (String group : groups) {
            String[] parts = group.split("/", -1);
            if (parts.length == IN_INSTALLATION && parts[0].isEmpty() && parts[1].equals("installation")) {
                role(parts[2]).ifPresent(role -> found.add(new Named(null, role)));
            } else if (parts.length == IN_CATALOG && parts[0].isEmpty() && parts[1].equals("catalogs")) {
                String catalog = parts[2].toLowerCase(Locale.ROOT);
                role(parts[IN_CATALOG - 1]).ifPresent(role -> found.add(new Named(catalog, role)));
            }
        }
        return List.copyOf(found);
    }

    private static Optional<Role> role(String name) {
        for (Role role : Role.values()) {
            if (role.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
