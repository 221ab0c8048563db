package dev.holdfast.contract.operator.identity;

/**
 * A new token, told this once.
 *
 * @param secret what goes after {@code Bearer}: {@code hfp_} or {@code hfs_} and 49 letters and digits
 * @param token the rest
 */
public record CreatedToken(String secret, TokenView token) {
    @Override
    public String toString() {
        return "CreatedToken[" + token + "]";
    }
}
