package dev.holdfast.backend.pki.vault;

import dev.holdfast.backend.pki.key.KeyUnavailableException;
import java.security.GeneralSecurityException;

/** Storage of keys by alias, shared by all backends of an installation. */
interface KeyStorage {
    /** Atomic change of the keys. */
    @FunctionalInterface
    interface Change<T> {
        T apply(KeyEntries keys) throws GeneralSecurityException;
    }

    /**
     * Returns the current keys.
     *
     * @throws KeyUnavailableException when the storage is unreachable or cannot be opened
     */
    KeyEntries read();

    /**
     * Applies {@code change} to the newest content. Backends that share the lock file make their changes one after the other. The change is
     * durable when the method returns.
     *
     * @throws KeyUnavailableException when the storage is unreachable or cannot be opened or changed
     */
    <T> T update(Change<T> change);
}
