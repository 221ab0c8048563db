package dev.holdfast.backend.pki;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keys in one PKCS#12 file, for an installation on one machine or on machines that share a folder. The file is made at
 * the first start. Keys that were read stay in memory.
 */
public final class Pkcs12KeyVault implements KeyVault {
    private final Pkcs12File file;
    private final InstantSource clock;
    private final CertificateAuthority root;
    private final CertificateAuthority policyAuthority;
    private final P256Signer imageKey;
    private final P256Signer resultKey;
    private final P256Signer voucherKey;
    private final MacKey challengeSecret;
    private final Map<UUID, CertificateAuthority> catalogs = new ConcurrentHashMap<>();

    private Pkcs12KeyVault(Pkcs12File file, InstantSource clock, KeyEntries keys) throws GeneralSecurityException {
        this.file = file;
        this.clock = clock;
        KeyEntries.CertifiedKey top = keys.key(FirstKeys.ROOT, SigningAlgorithm.ECDSA_P384);
        root = CertificateAuthority.root(top.key(), top.certificate());
        policyAuthority = authority(keys.key(FirstKeys.POLICY, SigningAlgorithm.ECDSA_P384), root);
        imageKey = new P256Signer(
                keys.key(FirstKeys.IMAGE, SigningAlgorithm.ECDSA_P256).key());
        resultKey = new P256Signer(
                keys.key(FirstKeys.RESULT, SigningAlgorithm.ECDSA_P256).key());
        voucherKey = new P256Signer(
                keys.key(FirstKeys.VOUCHER, SigningAlgorithm.ECDSA_P256).key());
        challengeSecret = new HmacKey(keys.secret(FirstKeys.CHALLENGE));
    }

    /**
     * Opens the vault, and makes its keys when the folder has none.
     *
     * @param folder holds the file, whose mode is 0600
     * @param passphrase encrypts every key in it
     * @throws KeyUnavailableException when the file cannot be read, made, or opened with this passphrase
     */
    public static Pkcs12KeyVault open(Path folder, char[] passphrase, InstantSource clock) {
        NativeCrypto.install();
        Pkcs12File file = new Pkcs12File(folder, passphrase);
        try {
            KeyEntries keys = file.read();
            if (!keys.has(FirstKeys.ROOT) || !keys.has(FirstKeys.VOUCHER)) {
                keys = file.update(newest -> {
                    new FirstKeys().makeIn(newest, clock.instant());
                    new FirstKeys().makeVoucherKeyIn(newest, clock.instant());
                    return newest;
                });
            }
            return new Pkcs12KeyVault(file, clock, keys);
        } catch (GeneralSecurityException e) {
            throw new KeyUnavailableException("the key file in " + folder + " is damaged", e);
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
    public Optional<CertificateAuthority> catalogAuthority(UUID catalog) {
        CertificateAuthority known = catalogs.get(catalog);
        if (known != null) {
            return Optional.of(known);
        }
        try {
            // Another backend may have made it since this one read the file.
            return read(file.read(), catalog);
        } catch (GeneralSecurityException e) {
            throw new KeyUnavailableException("the key of catalog " + catalog + " cannot be read", e);
        }
    }

    @Override
    public CertificateAuthority createCatalogAuthority(UUID catalog) {
        CertificateAuthority known = catalogs.get(catalog);
        return known != null ? known : file.update(keys -> readOrMake(keys, catalog));
    }

    @Override
    public P256Signer imageKey() {
        return imageKey;
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

    private CertificateAuthority readOrMake(KeyEntries keys, UUID catalog) throws GeneralSecurityException {
        Optional<CertificateAuthority> existing = read(keys, catalog);
        if (existing.isPresent()) {
            return existing.get();
        }
        KeyPair pair = KeyEntries.generate(SigningAlgorithm.ECDSA_P256);
        CertificateAuthority made = new AuthorityCertificates()
                .catalog(
                        policyAuthority,
                        catalog,
                        KeyEntries.handle(pair, SigningAlgorithm.ECDSA_P256),
                        clock.instant());
        keys.put(alias(catalog), pair, made.certificate(), policyAuthority.certificate(), root.certificate());
        return made;
    }

    private Optional<CertificateAuthority> read(KeyEntries keys, UUID catalog) throws GeneralSecurityException {
        if (!keys.has(alias(catalog))) {
            return Optional.empty();
        }
        CertificateAuthority authority =
                authority(keys.key(alias(catalog), SigningAlgorithm.ECDSA_P256), policyAuthority);
        catalogs.put(catalog, authority);
        return Optional.of(authority);
    }

    private static CertificateAuthority authority(KeyEntries.CertifiedKey entry, CertificateAuthority issuer) {
        return CertificateAuthority.below(issuer, entry.key(), entry.certificate());
    }

    private static String alias(UUID catalog) {
        return "catalog-" + catalog;
    }
}
