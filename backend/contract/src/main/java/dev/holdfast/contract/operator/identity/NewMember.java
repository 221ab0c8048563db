package dev.holdfast.contract.operator.identity;

import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Role to assign.
 *
 * @param kind kind of the recipient
 * @param grantee {@code sub} of the identity provider, e-mail address, or group as in the access token; 1 to {@value
 *     #MAX_GRANTEE} characters
 * @param name name for people, 1 to {@value #MAX_NAME} characters
 * @param role role to assign
 * @param product name of the product in the scope; null for the whole catalog or installation
 * @param group name of the device group in the scope, which requires {@code product}; null for the whole product
 */
public record NewMember(
        @NotNull Grantee kind,

        @NotNull @Size(min = 1, max = NewMember.MAX_GRANTEE) @PlainLine
        String grantee,

        @NotNull @Size(min = 1, max = NewMember.MAX_NAME) @PlainLine
        String name,

        @NotNull Role role,
        @PlainLine(mayBeBlank = true) @Nullable String product,
        @PlainLine(mayBeBlank = true) @Nullable String group) {
    /** Maximum length of a recipient. */
    public static final int MAX_GRANTEE = 255;

    /** Maximum length of a name. */
    public static final int MAX_NAME = 255;
}
