package dev.holdfast.backend.tenancy.person;

import java.security.SecureRandom;

/**
 * A password that somebody types once: five groups of four letters and digits that nobody confuses (99 bits), the first letter
 * large and a digit at the end, so that the usual password policies take it.
 */
final class FirstPassword {
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz";
    private static final String DIGITS = "23456789";
    private static final int GROUPS = 5;
    private static final int GROUP = 4;
    private static final SecureRandom RANDOM = new SecureRandom();

    private FirstPassword() {}

    static String draw() {
        StringBuilder text = new StringBuilder();
        text.append(Character.toUpperCase(any(LETTERS)));
        for (int i = 1; i < GROUPS * GROUP - 1; i++) {
            text.append(i % GROUP == 0 ? "-" : "").append(any(LETTERS + DIGITS));
        }
        return text.append(any(DIGITS)).toString();
    }

    private static char any(String of) {
        return of.charAt(RANDOM.nextInt(of.length()));
    }
}
