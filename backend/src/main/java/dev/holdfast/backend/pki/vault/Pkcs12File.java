package dev.holdfast.backend.pki.vault;

import dev.holdfast.backend.pki.key.KeyUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Set;

/**
 * File of {@link Pkcs12KeyVault}, readable only by its owner, always read and replaced as a whole. Processes that share the folder use
 * a lock file.
 */
final class Pkcs12File implements KeyStorage {
    private final Path folder;
    private final Path file;
    private final char[] passphrase;
    private final KeyFolderLock lock;

    Pkcs12File(Path folder, char[] passphrase) {
        this.folder = folder;
        this.file = folder.resolve("holdfast-keys.p12");
        this.passphrase = passphrase.clone();
        this.lock = new KeyFolderLock(folder);
    }

    /** Reads the file; empty when it does not exist. */
    @Override
    public KeyEntries read() {
        try {
            return entries(load());
        } catch (IOException | GeneralSecurityException e) {
            throw new KeyUnavailableException(
                    "cannot open " + file + "; check the passphrase (HOLDFAST_KEYS_PASSPHRASE)", e);
        }
    }

    @Override
    public <T> T update(Change<T> change) {
        return lock.alone(() -> {
            try {
                KeyStore keys = load();
                T result = change.apply(entries(keys));
                replace(keys);
                return result;
            } catch (GeneralSecurityException e) {
                throw new KeyUnavailableException("cannot change " + file, e);
            }
        });
    }

    private KeyEntries entries(KeyStore keys) {
        return new KeyEntries(keys, new KeyStore.PasswordProtection(passphrase), null);
    }

    private KeyStore load() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                keys.load(in, passphrase);
            }
        } else {
            keys.load(null, passphrase);
        }
        return keys;
    }

    /** Writes a new file, syncs and renames it, so that readers see either the old or the new content. */
    private void replace(KeyStore keys) throws IOException, GeneralSecurityException {
        Path fresh = folder.resolve("holdfast-keys.new");
        Files.deleteIfExists(fresh);
        try (FileChannel channel = FileChannel.open(
                        fresh,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        KeyFolderLock.OWNER_ONLY);
                OutputStream out = Channels.newOutputStream(channel)) {
            keys.store(out, passphrase);
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
