package dev.holdfast.contract.operator.identity;

import org.jspecify.annotations.Nullable;

/**
 * A token to be made.
 *
 * @param kind for whom it speaks
 * @param name what it is for, 1 to {@value #MOST_NAME} characters
 * @param role what it may do at most. No token manages members, makes tokens or approves anything, whatever its role
 * @param product the product's name, for a token for it alone
 * @param group the group's name, for a token for it alone; needs {@code product}
 * @param days until it expires, 1 to {@value #MOST_DAYS}
 */
public record NewToken(
        TokenKind kind,
        String name,
        Role role,
        @Nullable String product,
        @Nullable String group,
        int days) {
    /** The most characters of a name. */
    public static final int MOST_NAME = 50;

    /** A year, and a day for those that have one more. */
    public static final int MOST_DAYS = 366;

    /** The most good tokens that one person has made in a catalog, or in the installation. */
    public static final int MOST_OF_ONE = 50;

    /** The most good tokens of a catalog, or of the installation. */
    public static final int MOST_IN_ALL = 1_000;
}
