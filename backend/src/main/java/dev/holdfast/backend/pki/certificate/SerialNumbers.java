package dev.holdfast.backend.pki.certificate;

import java.math.BigInteger;
import java.security.SecureRandom;

/**
 * Unique, unpredictable serial numbers: 126 random bits after a leading one, so each has exactly 16 bytes (RFC 5280 §4.1.2.2 allows
 * 20). They need no counter, so restoring a database cannot repeat one.
 */
public final class SerialNumbers {
    private static final int BITS = 126;

    private final SecureRandom random = new SecureRandom();

    public BigInteger next() {
        return new BigInteger(BITS, random).setBit(BITS);
    }
}
