package dev.holdfast.backend.pki.authority;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

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

    private static final int HEX = 16;

    /** Copies the list. */
    public AuthorityLine {
        authorities = List.copyOf(authorities);
    }

    /** Finds an authority by its serial number in hex, or the one that signs by {@value #DEFAULT}. */
    public Optional<CatalogAuthority> find(String serial, Instant now) {
        return serial.equals(DEFAULT)
                ? active(now)
                : authorities.stream()
                        .filter(one ->
                                one.authority().serialNumber().toString(HEX).equalsIgnoreCase(serial))
                        .findFirst();
    }

    /** Returns the authority that signs at a time: the newest of those that may. */
    public Optional<CatalogAuthority> active(Instant now) {
        return authorities.stream()
                .filter(one -> one.mayIssue(now))
                .max(Comparator.comparingInt(CatalogAuthority::generation));
    }
}
