package dev.holdfast.backend.pki.authority;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The authorities of a catalog that have not expired and whose keys are at hand. Which of them signs follows from the
 * clock alone, so that backends change over at the same instant without talking about it.
 *
 * @param catalog whose
 * @param authorities in no particular order
 */
public record AuthorityLine(UUID catalog, List<CatalogAuthority> authorities) {
    /** Names the authority that signs now. */
    public static final String DEFAULT = ".default";

    /** Names it as well: what Azure Sphere's examples say where its text says {@value #DEFAULT}. */
    public static final String ACTIVE = "active";

    /** RFC 5280 §4.1.2.2: at most 20 bytes. */
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{1,40}");

    private static final int RADIX = 16;

    /** Copies the list. */
    public AuthorityLine {
        authorities = List.copyOf(authorities);
    }

    /** Finds an authority by its serial number in hex, with colons or without, or the one that signs by {@value #DEFAULT} or {@value #ACTIVE}. */
    public Optional<CatalogAuthority> find(String serial, Instant now) {
        return isActive(serial)
                ? active(now)
                : authorities.stream()
                        .filter(one -> names(serial, one.authority().serialNumber()))
                        .findFirst();
    }

    /** Says whether text names the authority that signs, in either case. */
    public static boolean isActive(String text) {
        return text.equalsIgnoreCase(DEFAULT) || text.equalsIgnoreCase(ACTIVE);
    }

    /** Says whether text is a serial number: hex in either case, with colons or without. */
    public static boolean names(String text, BigInteger serialNumber) {
        String digits = text.replace(":", "");
        return HEX.matcher(digits).matches() && new BigInteger(digits, RADIX).equals(serialNumber);
    }

    /** Returns the authority that signs at a time: the newest of those that may. */
    public Optional<CatalogAuthority> active(Instant now) {
        return authorities.stream()
                .filter(one -> one.mayIssue(now))
                .max(Comparator.comparingInt(CatalogAuthority::generation));
    }
}
