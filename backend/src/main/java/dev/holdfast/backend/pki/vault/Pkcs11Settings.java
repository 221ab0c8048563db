package dev.holdfast.backend.pki.vault;

import java.nio.file.Path;

/**
 * Where a hardware security module is.
 *
 * @param module the library that its maker gives, which speaks PKCS#11
 * @param token the label of the token
 * @param pin the user's PIN
 */
record Pkcs11Settings(Path module, String token, String pin) {
    @Override
    public String toString() {
        return "token " + token + " of " + module;
    }
}
