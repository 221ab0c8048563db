package dev.holdfast.contract.operator.identity;

import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Token to create.
 *
 * @param kind kind of the token
 * @param name purpose, 1 to {@value #MAX_NAME} characters
 * @param role maximum role. No token can manage members, create tokens or approve requests
 * @param product name of the product in the scope; null for the whole catalog or installation
 * @param group name of the device group in the scope, which requires {@code product}; null for the whole product
 * @param days days until expiry, 1 to {@value #MAX_DAYS}
 */
public record NewToken(
        @NotNull TokenKind kind,

        @NotNull @Size(min = 1, max = NewToken.MAX_NAME) @PlainLine
        String name,

        @NotNull Role role,
        @PlainLine(mayBeBlank = true) @Nullable String product,
        @PlainLine(mayBeBlank = true) @Nullable String group,
        @NotNull @Min(1) @Max(NewToken.MAX_DAYS) Integer days) {
    /** Maximum length of a name. */
    public static final int MAX_NAME = 50;

    /** Maximum number of days: a leap year. */
    public static final int MAX_DAYS = 366;

    /** Maximum number of valid tokens that one person has created in a catalog or the installation. */
    public static final int MAX_PER_PERSON = 50;

    /** Maximum number of valid tokens in a catalog or the installation. */
    public static final int MAX_PER_CATALOG = 1_000;
}
