package dev.holdfast.backend.tenancy.person;

import java.security.SecureRandom;

/**
 * One-time password: five groups of four unambiguous letters and digits (96 bits). It starts with a capital letter and ends with a
 * digit, to satisfy usual password policies.
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

    private static char any(String characters) {
        return characters.charAt(RANDOM.nextInt(characters.length()));
    }
}
