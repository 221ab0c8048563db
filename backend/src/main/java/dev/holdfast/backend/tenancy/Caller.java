package dev.holdfast.backend.tenancy;

import dev.holdfast.contract.operator.identity.Role;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who is calling, and with which authority.
 *
 * @param name user name, as in the audit log
 * @param displayName full name
 * @param installationOwner whether the caller owns the installation, and so every catalog
 * @param roles the highest role in each catalog, by the catalog's name in lower case
 */
public record Caller(String name, String displayName, boolean installationOwner, Map<String, Role> roles) {
    private static final String INSTALLATION_OWNER = "/installation/owner";
    private static final String CATALOGS = "catalogs";
    private static final int PARTS = 4;

    /** Copies the map. */
    public Caller {
        roles = Map.copyOf(roles);
    }

    /**
     * Reads the groups of an access token: {@code /installation/owner} and {@code /catalogs/<name>/<role>}. Any other
     * group gives no authority.
     */
    public static Caller of(String name, String displayName, Collection<String> groups) {
        Map<String, Role> roles = new TreeMap<>();
        for (String group : groups) {
            String[] parts = group.split("/", -1);
            if (parts.length == PARTS && parts[0].isEmpty() && parts[1].equals(CATALOGS)) {
                role(parts[3]).ifPresent(role -> roles.merge(key(parts[2]), role, Caller::higher));
            }
        }
        return new Caller(name, displayName, groups.contains(INSTALLATION_OWNER), roles);
    }

    /** Returns the caller's role in a catalog; empty when there is none. */
    public Optional<Role> roleIn(String catalog) {
        return installationOwner ? Optional.of(Role.OWNER) : Optional.ofNullable(roles.get(key(catalog)));
    }

    private static Optional<Role> role(String name) {
        for (Role role : Role.values()) {
            if (role.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    private static Role higher(Role one, Role other) {
        return one.includes(other) ? one : other;
    }

    private static String key(String catalog) {
        return catalog.toLowerCase(Locale.ROOT);
    }
}
