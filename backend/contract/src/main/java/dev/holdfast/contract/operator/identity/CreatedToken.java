package dev.holdfast.contract.operator.identity;

/**
 * New token with its secret, which is shown only once.
 *
 * @param secret bearer token: {@code hfp_} or {@code hfs_} and 49 letters and digits
 * @param token token without the secret
 */
public record CreatedToken(String secret, TokenView token) {
    /** Leaves out the secret, so that no log contains it. */
    @Override
    public String toString() {
        return "CreatedToken[" + token + "]";
    }
}
