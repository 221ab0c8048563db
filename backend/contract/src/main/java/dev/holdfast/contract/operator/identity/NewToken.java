package dev.holdfast.contract.operator.identity;

import org.jspecify.annotations.Nullable;

/**
 * A token to be made.
 *
 * @param kind for whom it speaks
 * @param name what it is for, 1 to 50 characters
 * @param role what it may do at most. No token manages members, makes tokens or approves anything, whatever its role
 * @param product the product's name, for a token for it alone
 * @param group the group's name, for a token for it alone; needs {@code product}
 * @param days until it expires, 1 to 366
 */
public record NewToken(
        TokenKind kind,
        String name,
        Role role,
        @Nullable String product,
        @Nullable String group,
        int days) {}
