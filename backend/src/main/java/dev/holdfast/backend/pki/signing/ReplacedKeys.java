package dev.holdfast.backend.pki.signing;

import dev.holdfast.backend.pki.vault.KeyVault;
import dev.holdfast.backend.platform.db.Workers;
import io.smallrye.mutiny.Uni;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Deletes replaced private keys. */
final class ReplacedKeys {
    private static final Logger LOG = Logger.getLogger(ReplacedKeys.class);

    private ReplacedKeys() {}

    /** Deletes a key after its replacement is committed. Only logs a failure, because the key is not used any more. */
    static Uni<Void> delete(KeyVault vault, UUID id) {
        return Workers.run(() -> {
                    vault.removeKey(id);
                    return id;
                })
                .onFailure()
                .invoke(failure -> LOG.errorf(failure, "event=replaced-key-not-deleted key=%s", id))
                .onFailure()
                .recoverWithItem(id)
                .replaceWithVoid();
    }
}
