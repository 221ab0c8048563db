package dev.holdfast.sim.hsm;

import dev.holdfast.contract.id.P256PublicKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.KeyStoreSpi;
import java.security.cert.Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * A {@link KeyStore} of handles to keys inside Pluton, with their certificates. It accepts no other keys and cannot be
 * stored. Passwords are ignored. Aliases are case-insensitive.
 */
final class PlutonKeyStore extends KeyStoreSpi {
    private final Map<String, Entry> entries = new ConcurrentSkipListMap<>(String.CASE_INSENSITIVE_ORDER);

    private record Entry(PlutonKey key, List<Certificate> chain, Instant since) {}

    /** Loads the handles of a chip; makes an empty store when {@code parameter} is null. */
    @Override
    public void engineLoad(KeyStore.@Nullable LoadStoreParameter parameter) throws IOException {
        entries.clear();
        if (parameter == null) {
            return;
        }
        if (!(parameter instanceof PlutonKeyStoreParameter(Pluton pluton))) {
            throw new IOException("load with a PlutonKeyStoreParameter");
        }
        for (KeyRole role : KeyRole.values()) {
            try {
                put(role.name().toLowerCase(Locale.ROOT), pluton.key(role), List.of());
            } catch (PlutonException e) {
                if (e.errno() != Errno.ENOKEY) {
                    throw new IOException("Pluton failed", e);
                }
            }
        }
    }

    /** Makes an empty store. A stream is refused. */
    @Override
    public void engineLoad(@Nullable InputStream stream, char @Nullable [] password) throws IOException {
        if (stream != null) {
            throw new IOException("keys inside Pluton cannot be loaded from a stream");
        }
        entries.clear();
    }

    @Override
    public void engineStore(OutputStream stream, char @Nullable [] password) throws IOException {
        throw new IOException("keys inside Pluton cannot be exported");
    }

    @Override
    public void engineSetKeyEntry(String alias, Key key, char @Nullable [] password, Certificate @Nullable [] chain)
            throws KeyStoreException {
        if (!(key instanceof PlutonKey handle)) {
            throw new KeyStoreException("only keys inside Pluton are supported");
        }
        List<Certificate> certificates = chain == null ? List.of() : List.of(chain);
        if (!certificates.isEmpty() && !isFor(certificates.getFirst(), handle)) {
            throw new KeyStoreException("the certificate is for another key");
        }
        put(alias, handle, certificates);
    }

    @Override
    public void engineSetKeyEntry(String alias, byte[] key, Certificate @Nullable [] chain) throws KeyStoreException {
        throw new KeyStoreException("keys inside Pluton have no encoding");
    }

    @Override
    public void engineSetCertificateEntry(String alias, Certificate certificate) throws KeyStoreException {
        throw new KeyStoreException("trusted certificates are not supported");
    }

    private void put(String alias, PlutonKey key, List<Certificate> chain) {
        entries.put(alias, new Entry(key, chain, Instant.now()));
    }

    private static boolean isFor(Certificate certificate, PlutonKey key) {
        try {
            return certificate.getPublicKey() instanceof ECPublicKey ec
                    && P256PublicKey.of(ec).equals(key.publicKey());
        } catch (IllegalArgumentException e) {
            return false; // on another curve
        }
    }

    @Override
    public @Nullable Key engineGetKey(String alias, char @Nullable [] password) {
        Entry entry = entries.get(alias);
        return entry == null ? null : entry.key();
    }

    @Override
    public Certificate @Nullable [] engineGetCertificateChain(String alias) {
        Entry entry = entries.get(alias);
        return entry == null || entry.chain().isEmpty() ? null : entry.chain().toArray(Certificate[]::new);
    }

    @Override
    public @Nullable Certificate engineGetCertificate(String alias) {
        Entry entry = entries.get(alias);
        return entry == null || entry.chain().isEmpty() ? null : entry.chain().getFirst();
    }

    @Override
    public @Nullable Date engineGetCreationDate(String alias) {
        Entry entry = entries.get(alias);
        return entry == null ? null : Date.from(entry.since());
    }

    @Override
    public void engineDeleteEntry(String alias) {
        entries.remove(alias);
    }

    @Override
    public Enumeration<String> engineAliases() {
        return Collections.enumeration(List.copyOf(entries.keySet()));
    }

    @Override
    public boolean engineContainsAlias(String alias) {
        return entries.containsKey(alias);
    }

    @Override
    public int engineSize() {
        return entries.size();
    }

    @Override
    public boolean engineIsKeyEntry(String alias) {
        return entries.containsKey(alias);
    }

    @Override
    public boolean engineIsCertificateEntry(String alias) {
        return false;
    }

    @Override
    public @Nullable String engineGetCertificateAlias(Certificate certificate) {
        return entries.entrySet().stream()
                .filter(entry -> !entry.getValue().chain().isEmpty()
                        && entry.getValue().chain().getFirst().equals(certificate))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }
}
