package dev.holdfast.backend.audit;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.signing.CheckpointSigner;
import dev.holdfast.contract.tlog.Checkpoint;
import dev.holdfast.contract.tlog.VerifierKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;

/** Under which name and key each catalog's log is signed. */
@ApplicationScoped
class LogKeys {
    private static final String PREFIX = "holdfast/audit/";

    private final CheckpointSigner signer;

    LogKeys(CheckpointSigner signer) {
        this.signer = signer;
    }

    /** Returns the public half: the key is the installation's, its name the log's. */
    VerifierKey of(CatalogId catalog) {
        return signer.verifier(PREFIX + (catalog.equals(CatalogId.INSTALLATION) ? "installation" : catalog.toString()));
    }

    /** Signs a checkpoint of the log with this key; blocks for a moment. */
    String sign(VerifierKey key, Checkpoint checkpoint) {
        return key.note(checkpoint.text(), signer.sign(checkpoint.text().getBytes(StandardCharsets.UTF_8)));
    }
}
