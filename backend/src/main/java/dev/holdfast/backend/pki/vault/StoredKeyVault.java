package dev.holdfast.backend.pki.vault;

import dev.holdfast.backend.pki.certificate.AuthorityCertificates;
import dev.holdfast.backend.pki.certificate.CertificateAuthority;
import dev.holdfast.backend.pki.key.KeyUnavailableException;
import dev.holdfast.backend.pki.key.MacKey;
import dev.holdfast.backend.pki.key.NativeCrypto;
import dev.holdfast.backend.pki.key.P256Signer;
import dev.holdfast.backend.pki.key.PrivateKeyHandle;
import dev.holdfast.backend.pki.key.SigningAlgorithm;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Keys of an installation in a {@link KeyStorage}, cached in memory as handles. */
final class StoredKeyVault implements KeyVault {
    private final KeyStorage storage;
    private final InstantSource clock;
    private final CertificateAuthority root;
    private final CertificateAuthority policyAuthority;
    private final P256Signer capabilityKey;
    private final P256Signer resultKey;
    private final P256Signer voucherKey;
    private final MacKey challengeSecret;
    private final MacKey auditSecret;
    private final Map<UUID, PrivateKeyHandle> replaceableKeys = new ConcurrentHashMap<>();

    private StoredKeyVault(KeyStorage storage, InstantSource clock, KeyEntries keys) throws GeneralSecurityException {
        this.storage = storage;
        this.clock = clock;
        KeyEntries.CertifiedKey top = keys.key(FirstKeys.ROOT, SigningAlgorithm.ECDSA_P384);
        root = CertificateAuthority.root(top.key(), top.certificate());
        KeyEntries.CertifiedKey policy = keys.key(FirstKeys.POLICY, SigningAlgorithm.ECDSA_P384);
        policyAuthority = CertificateAuthority.below(root, policy.key(), policy.certificate());
        capabilityKey = signer(keys, FirstKeys.CAPABILITY);
        resultKey = signer(keys, FirstKeys.RESULT);
        voucherKey = signer(keys, FirstKeys.VOUCHER);
        challengeSecret = keys.mac(FirstKeys.CHALLENGE);
        auditSecret = keys.mac(FirstKeys.AUDIT);
    }

    private static P256Signer signer(KeyEntries keys, String alias) throws GeneralSecurityException {
        return new P256Signer(keys.key(alias, SigningAlgorithm.ECDSA_P256).key());
    }

    /**
     * Opens the vault and creates its keys if there are none.
     *
     * @throws KeyUnavailableException when the storage is unreachable or cannot be opened
     */
    static StoredKeyVault open(KeyStorage storage, InstantSource clock) {
        NativeCrypto.install();
        try {
            KeyEntries keys = storage.read();
            if (!keys.has(FirstKeys.ROOT)) {
                storage.update(newest -> {
                    new FirstKeys().makeIn(newest, clock.instant());
                    return newest;
                });
                keys = storage.read();
            }
            return new StoredKeyVault(storage, clock, keys);
        } catch (GeneralSecurityException e) {
            throw new KeyUnavailableException("the keys of this installation are damaged", e);
        }
    }

    @Override
    public CertificateAuthority root() {
        return root;
    }

    @Override
    public CertificateAuthority policyAuthority() {
        return policyAuthority;
    }

    @Override
    public Optional<PrivateKeyHandle> key(UUID id) {
        PrivateKeyHandle known = replaceableKeys.get(id);
        return known != null ? Optional.of(known) : read(id).map(key -> remember(id, key));
    }

    @Override
    public PrivateKeyHandle createKey(UUID id) {
        return remember(id, storage.update(keys -> readOrMake(keys, id)));
    }

    @Override
    public void removeKey(UUID id) {
        replaceableKeys.remove(id);
        storage.update(keys -> {
            keys.remove(alias(id));
            return id;
        });
    }

    @Override
    public P256Signer capabilityKey() {
        return capabilityKey;
    }

    @Override
    public P256Signer resultKey() {
        return resultKey;
    }

    @Override
    public P256Signer voucherKey() {
        return voucherKey;
    }

    @Override
    public MacKey challengeSecret() {
        return challengeSecret;
    }

    @Override
    public MacKey auditSecret() {
        return auditSecret;
    }

    private PrivateKeyHandle readOrMake(KeyEntries keys, UUID id) throws GeneralSecurityException {
        if (!keys.has(alias(id))) {
            KeyPair pair = keys.generate(SigningAlgorithm.ECDSA_P256);
            PrivateKeyHandle key = keys.handle(pair, SigningAlgorithm.ECDSA_P256);
            keys.put(alias(id), pair, new AuthorityCertificates().carrier(key, "Holdfast key " + id, clock.instant()));
        }
        return keys.key(alias(id), SigningAlgorithm.ECDSA_P256).key();
    }

    /** Reads the key from the storage, because another backend may have created it. */
    private Optional<PrivateKeyHandle> read(UUID id) {
        try {
            KeyEntries keys = storage.read();
            return keys.has(alias(id))
                    ? Optional.of(
                            keys.key(alias(id), SigningAlgorithm.ECDSA_P256).key())
                    : Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new KeyUnavailableException("the key " + id + " cannot be read", e);
        }
    }

    private PrivateKeyHandle remember(UUID id, PrivateKeyHandle key) {
        replaceableKeys.put(id, key);
        return key;
    }

    static String alias(UUID id) {
        return "key-" + id;
    }
}
