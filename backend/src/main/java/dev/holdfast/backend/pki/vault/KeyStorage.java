package dev.holdfast.backend.pki.vault;

import dev.holdfast.backend.pki.key.KeyUnavailableException;
import java.security.GeneralSecurityException;

/** A place for keys under aliases, shared by every backend of an installation. */
interface KeyStorage {
    /** Work on the keys of which another process must not see the middle. */
    @FunctionalInterface
    interface Change<T> {
        /** Does it. */
        T apply(KeyEntries keys) throws GeneralSecurityException;
    }

    /**
     * Returns what is there now.
     *
     * @throws KeyUnavailableException when the place cannot be reached or opened
     */
    KeyEntries read();

    /**
     * Lets {@code change} work on the newest content, alone as far as the place allows; durable when it returns.
     *
     * @throws KeyUnavailableException when the place cannot be reached, opened or changed
     */
    <T> T update(Change<T> change);
}
