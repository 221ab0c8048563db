package dev.holdfast.backend.tenancy;

import dev.holdfast.contract.operator.identity.TokenKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Secret of an API token: {@code hfp_} (personal) or {@code hfs_} (service), 43 random letters and digits (256 bits) and a checksum of 6
 * more. Secret scanners recognize one by prefix and checksum; malformed secrets are refused without a database query.
 */
public final class TokenSecret {
    /** Number of characters that are stored in plain text to recognize a token. */
    public static final int PREFIX_LENGTH = 8;

    private static final Pattern FORM = Pattern.compile("hf[ps]_[0-9A-Za-z]{49}");
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM = 43;
    private static final int CHECK = 6;
    private static final SecureRandom RANDOMNESS = new SecureRandom();

    private TokenSecret() {}

    public static String draw(TokenKind kind) {
        StringBuilder secret = new StringBuilder(kind == TokenKind.PERSONAL ? "hfp_" : "hfs_");
        for (int i = 0; i < RANDOM; i++) {
            secret.append(DIGITS.charAt(RANDOMNESS.nextInt(DIGITS.length())));
        }
        return secret.append(check(secret.toString())).toString();
    }

    /** Returns whether a bearer token has the prefix of an API token; OpenID Connect access tokens never do. */
    static boolean isApiToken(String bearer) {
        return bearer.startsWith("hfp_") || bearer.startsWith("hfs_");
    }

    /** Returns whether the format and the checksum are right. */
    static boolean isWellFormed(String bearer) {
        int body = bearer.length() - CHECK;
        return FORM.matcher(bearer).matches() && bearer.substring(body).equals(check(bearer.substring(0, body)));
    }

    /** Returns the hash that is stored. 256 random bits need no slow hash. */
    public static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String check(String text) {
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(StandardCharsets.US_ASCII));
        StringBuilder check = new StringBuilder();
        long left = sum.getValue();
        for (int i = 0; i < CHECK; i++) {
            check.append(DIGITS.charAt((int) (left % DIGITS.length())));
            left /= DIGITS.length();
        }
        return check.toString();
    }
}
