package dev.holdfast.backend.pki.vault;

import dev.holdfast.backend.pki.key.KeyUnavailableException;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * Keys in a token of a hardware security module, which signs itself: no private key is ever in this process. The first
 * keys are made in it at the first start.
 */
final class Pkcs11KeyVault {
    private Pkcs11KeyVault() {}

    /**
     * Opens the vault, and makes its keys when the token has none. Backends that share the token but not {@code folder} must
     * not do that at once: start one of them alone the first time.
     *
     * @param folder of a lock file
     * @throws KeyUnavailableException when there is no such module, token or PIN, or it cannot do what is needed
     */
    static KeyVault open(Pkcs11Settings settings, Path folder, InstantSource clock) {
        return StoredKeyVault.open(Pkcs11Token.open(settings, folder), clock);
    }
}
