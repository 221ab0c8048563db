package dev.holdfast.backend.pki.vault;

import dev.holdfast.backend.pki.key.KeyUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;

/**
 * A token of a hardware security module, accessed with the JDK's SunPKCS11. Private keys are created inside it and cannot be read.
 *
 * <p>Tokens have no transactions. Keys of authorities have unique ids, so backends do not disturb each other. A lock file guards the
 * first keys ({@link KeyFolderLock}). Backends that share the token but not the folder must not start for the first time at once.
 */
final class Pkcs11Token implements KeyStorage {
    private static final String ATTRIBUTES = """
            attributes(generate,CKO_PRIVATE_KEY,CKK_EC) = {
              CKA_TOKEN = true
              CKA_SENSITIVE = true
              CKA_EXTRACTABLE = false
              CKA_SIGN = true
            }
            attributes(import,CKO_SECRET_KEY,CKK_GENERIC_SECRET) = {
              CKA_SENSITIVE = true
              CKA_SIGN = true
            }
            """;

    private final String token;
    private final String pin;
    private final Provider provider;
    private final KeyFolderLock lock;

    private Pkcs11Token(String token, String pin, Provider provider, Path folder) {
        this.token = token;
        this.pin = pin;
        this.provider = provider;
        this.lock = new KeyFolderLock(folder);
    }

    /**
     * Opens a token.
     *
     * @param module the manufacturer's PKCS#11 library
     * @param folder folder of the lock file
     * @throws KeyUnavailableException when module, token or PIN is wrong
     */
    static Pkcs11Token open(Path module, String token, String pin, Path folder) {
        try {
            long slot = TokenSlots.find(module, token);
            Provider provider = Security.getProvider("SunPKCS11")
                    .configure("--name = holdfast\nlibrary = " + module + "\nslot = " + slot + "\n" + ATTRIBUTES);
            Pkcs11Token opened = new Pkcs11Token(token, pin, provider, folder);
            opened.load();
            return opened;
        } catch (ProviderException | IOException | GeneralSecurityException e) {
            throw new KeyUnavailableException(
                    "cannot open the token '" + token + "' of " + module
                            + "; check HOLDFAST_KEYS_PKCS11_MODULE, HOLDFAST_KEYS_PKCS11_TOKEN and HOLDFAST_KEYS_PKCS11_PIN",
                    e);
        }
    }

    @Override
    public KeyEntries read() {
        try {
            return load();
        } catch (ProviderException | IOException | GeneralSecurityException e) {
            throw new KeyUnavailableException("cannot read the token '" + token + "'", e);
        }
    }

    @Override
    public <T> T update(Change<T> change) {
        return lock.alone(() -> {
            try {
                return change.apply(load());
            } catch (ProviderException | GeneralSecurityException e) {
                throw new KeyUnavailableException("cannot change the token '" + token + "'", e);
            }
        });
    }

    private KeyEntries load() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS11", provider);
        keys.load(null, pin.toCharArray());
        return new KeyEntries(keys, new KeyStore.PasswordProtection(null), provider);
    }
}
