package dev.holdfast.backend.pki.certificate;

import java.math.BigInteger;
import java.security.SecureRandom;

/**
 * Serial numbers that never repeat and cannot be guessed: 126 random bits under a leading one, so each has exactly 16
 * bytes (RFC 5280 §4.1.2.2 allows 20). Nothing is remembered of them, so neither a crash nor a restored database makes one
 * come again, as a counter would.
 */
public final class SerialNumbers {
    private static final int BITS = 126;

    private final SecureRandom random = new SecureRandom();

    /** Returns a number that never was and never comes again. */
    public BigInteger next() {
        return new BigInteger(BITS, random).setBit(BITS);
    }
}
