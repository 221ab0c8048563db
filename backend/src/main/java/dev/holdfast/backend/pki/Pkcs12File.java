package dev.holdfast.backend.pki;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The file behind {@link Pkcs12KeyVault}: read as a whole, replaced as a whole, readable by its owner alone. Processes
 * that share the folder take turns through a lock file.
 */
final class Pkcs12File {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private static final Lock IN_THIS_PROCESS = new ReentrantLock();

    private final Path folder;
    private final Path file;
    private final char[] passphrase;

    Pkcs12File(Path folder, char[] passphrase) {
        this.folder = folder;
        this.file = folder.resolve("holdfast-keys.p12");
        this.passphrase = passphrase.clone();
    }

    /** Work on the keys of which another process must not see the middle. */
    @FunctionalInterface
    interface Change<T> {
        T apply(KeyEntries keys) throws GeneralSecurityException;
    }

    /** Reads the file; nothing is in it when there is none. */
    KeyEntries read() {
        try {
            return entries(load());
        } catch (IOException | GeneralSecurityException e) {
            throw new KeyUnavailableException(
                    "cannot open " + file + "; is the passphrase right (HOLDFAST_KEYS_PASSPHRASE)?", e);
        }
    }

    /** Lets {@code change} work on the newest content, alone, and writes the outcome before it returns. */
    <T> T update(Change<T> change) {
        // A file lock holds between processes; within one, a second lock on the file is an error instead of a wait.
        IN_THIS_PROCESS.lock();
        try {
            Files.createDirectories(folder, OWNER_ONLY_FOLDER);
            try (FileChannel channel = lockFile();
                    FileLock lock = channel.lock()) {
                if (!lock.isValid()) {
                    throw new IOException("the lock did not hold");
                }
                KeyStore keys = load();
                T result = change.apply(entries(keys));
                replace(keys);
                return result;
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new KeyUnavailableException("cannot change " + file, e);
        } finally {
            IN_THIS_PROCESS.unlock();
        }
    }

    private KeyEntries entries(KeyStore keys) {
        return new KeyEntries(keys, new KeyStore.PasswordProtection(passphrase));
    }

    private FileChannel lockFile() throws IOException {
        return FileChannel.open(
                folder.resolve("holdfast-keys.lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                OWNER_ONLY);
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

    /** Writes beside the file, forces to disk, then renames: whoever reads sees the old or the new, never a part. */
    private void replace(KeyStore keys) throws IOException, GeneralSecurityException {
        Path fresh = folder.resolve("holdfast-keys.new");
        Files.deleteIfExists(fresh);
        try (FileChannel channel = FileChannel.open(
                        fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ONLY);
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
