package dev.holdfast.contract.operator.identity;

import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
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
        @NotNull TokenKind kind,

        @NotNull @Size(min = 1, max = NewToken.MOST_NAME) @PlainLine
        String name,

        @NotNull Role role,
        @Nullable String product,
        @Nullable String group,
        @NotNull @Min(1) @Max(NewToken.MOST_DAYS) Integer days) {
    /** The most characters of a name. */
    public static final int MOST_NAME = 50;

    /** A year, and a day for those that have one more. */
    public static final int MOST_DAYS = 366;

    /** The most good tokens that one person has made in a catalog, or in the installation. */
    public static final int MOST_OF_ONE = 50;

    /** The most good tokens of a catalog, or of the installation. */
    public static final int MOST_IN_ALL = 1_000;
}
