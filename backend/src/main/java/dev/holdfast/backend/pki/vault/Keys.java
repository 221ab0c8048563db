package dev.holdfast.backend.pki.vault;

import dev.holdfast.backend.pki.key.KeyUnavailableException;
import dev.holdfast.backend.pki.key.P256Signer;
import dev.holdfast.backend.platform.signing.CapabilitySigner;
import dev.holdfast.backend.platform.signing.CheckpointSigner;
import dev.holdfast.backend.platform.signing.SigningKeys;
import dev.holdfast.backend.platform.signing.VoucherSigner;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** Opens the vault at startup and provides its keys as beans. */
@Singleton
public class Keys {
    private static final int EARLY = 100;

    /** Opens the vault before anything listens. */
    void open(@Observes @Priority(EARLY) StartupEvent event, KeyVault vault) {
        vault.root();
    }

    @Produces
    @Singleton
    KeyVault vault(KeysConfig config, Clock clock) {
        Optional<Path> module = config.pkcs11().module();
        return module.isPresent()
                ? StoredKeyVault.open(token(module.get(), config), clock)
                : Pkcs12KeyVault.open(config.dir(), passphrase(config), clock);
    }

    private static char[] passphrase(KeysConfig config) {
        return config.passphrase()
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> new IllegalStateException("Set HOLDFAST_KEYS_PASSPHRASE: it protects the"
                        + " installation's keys in " + config.dir()
                        + ". Or set HOLDFAST_KEYS_PKCS11_MODULE to keep them in a hardware security module."))
                .toCharArray();
    }

    private static Pkcs11Token token(Path module, KeysConfig config) {
        return Pkcs11Token.open(
                module,
                config.pkcs11()
                        .token()
                        .orElseThrow(() -> new IllegalStateException(
                                "Set HOLDFAST_KEYS_PKCS11_TOKEN: the label of the token that holds the keys.")),
                config.pkcs11()
                        .pin()
                        .orElseThrow(
                                () -> new IllegalStateException("Set HOLDFAST_KEYS_PKCS11_PIN: it opens the token.")),
                config.dir());
    }

    @Produces
    @Singleton
    CapabilitySigner capabilitySigner(KeyVault vault) {
        return vault.capabilityKey();
    }

    @Produces
    @Singleton
    SigningKeys signingKeys(KeyVault vault) {
        return id -> vault.key(id)
                .map(P256Signer::new)
                .orElseThrow(() -> new KeyUnavailableException("The key " + id
                        + " is missing in the vault. Check that key store and database come from the same backup."));
    }

    @Produces
    @Singleton
    VoucherSigner voucherSigner(KeyVault vault) {
        return vault.voucherKey();
    }

    @Produces
    @Singleton
    CheckpointSigner checkpointSigner(KeyVault vault) {
        return new AuditKey(vault.auditSecret());
    }
}
