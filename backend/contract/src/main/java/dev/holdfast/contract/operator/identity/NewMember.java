package dev.holdfast.contract.operator.identity;

import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Somebody to be given a role.
 *
 * @param kind what {@code grantee} is
 * @param grantee the provider's {@code sub}, an e-mail address, or a group as the token has it; 1 to {@value #MOST_GRANTEE} characters
 * @param name for people, 1 to {@value #MOST_NAME} characters
 * @param role the role
 * @param product the product's name, for a role in it alone
 * @param group the group's name, for a role in it alone; needs {@code product}
 */
public record NewMember(
        @NotNull Grantee kind,

        @NotNull @Size(min = 1, max = NewMember.MOST_GRANTEE) @PlainLine
        String grantee,

        @NotNull @Size(min = 1, max = NewMember.MOST_NAME) @PlainLine
        String name,

        @NotNull Role role,
        @Nullable String product,
        @Nullable String group) {
    /** The most characters of a grantee. */
    public static final int MOST_GRANTEE = 255;

    /** The most characters of a name. */
    public static final int MOST_NAME = 255;
}
