package dev.holdfast.backend.pki.vault;

import dev.holdfast.backend.pki.key.KeyUnavailableException;
import java.nio.file.Path;
import java.time.InstantSource;

/** Keys in one PKCS#12 file, for an installation on one machine or on machines that share a folder. The first start creates the file. */
public final class Pkcs12KeyVault {
    private Pkcs12KeyVault() {}

    /**
     * Opens the vault and creates its keys if the folder has none.
     *
     * @param folder folder of the file, whose mode is 0600
     * @param passphrase encrypts every key
     * @throws KeyUnavailableException when the file cannot be read, created, or opened with this passphrase
     */
    public static KeyVault open(Path folder, char[] passphrase, InstantSource clock) {
        return StoredKeyVault.open(new Pkcs12File(folder, passphrase), clock);
    }
}
