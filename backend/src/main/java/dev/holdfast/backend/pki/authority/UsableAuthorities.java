package dev.holdfast.backend.pki.authority;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Authorities of a catalog that had not expired when they were read, and whose keys are available. Includes revoked ones. The clock alone
 * decides which one signs, so that all backends switch at the same instant without coordination.
 *
 * @param authorities authorities in no particular order
 */
public record UsableAuthorities(UUID catalog, List<CatalogAuthority> authorities) {
    /** Name of the authority that signs now. */
    public static final String DEFAULT = ".default";

    /** Alias of {@value #DEFAULT}, from Azure Sphere's examples. */
    public static final String ACTIVE = "active";

    /** A serial number has at most 20 bytes (RFC 5280 §4.1.2.2). */
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{1,40}");

    private static final int RADIX = 16;

    public UsableAuthorities {
        authorities = List.copyOf(authorities);
    }

    /** Returns an authority by serial number in hex, with or without colons, or the active one by {@value #DEFAULT} or {@value #ACTIVE}. */
    public Optional<CatalogAuthority> find(String serial, Instant now) {
        return isActive(serial)
                ? active(now)
                : authorities.stream()
                        .filter(one -> names(serial, one.authority().serialNumber()))
                        .findFirst();
    }

    /** Returns whether the text names the active authority; case does not matter. */
    public static boolean isActive(String text) {
        return text.equalsIgnoreCase(DEFAULT) || text.equalsIgnoreCase(ACTIVE);
    }

    /** Returns whether the text is this serial number: hex in either case, with or without colons. */
    public static boolean names(String text, BigInteger serialNumber) {
        String digits = text.replace(":", "");
        return HEX.matcher(digits).matches() && new BigInteger(digits, RADIX).equals(serialNumber);
    }

    /** Returns the newest authority that may sign at {@code now}. */
    public Optional<CatalogAuthority> active(Instant now) {
        return authorities.stream()
                .filter(one -> one.mayIssue(now))
                .max(Comparator.comparingInt(CatalogAuthority::generation));
    }
}
