package dev.holdfast.backend.audit;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.signing.CheckpointSigner;
import dev.holdfast.contract.tlog.Checkpoint;
import dev.holdfast.contract.tlog.VerifierKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;

/** Names and keys that sign the log of each catalog. */
@ApplicationScoped
class LogKeys {
    private static final String PREFIX = "holdfast/audit/";

    private final CheckpointSigner signer;

    LogKeys(CheckpointSigner signer) {
        this.signer = signer;
    }

    /** Returns the verifier key: the public key of the installation, with the name of the log. */
    VerifierKey of(CatalogId catalog) {
        return signer.verifier(PREFIX + (catalog.equals(CatalogId.INSTALLATION) ? "installation" : catalog.toString()));
    }

    /** Signs a checkpoint. Blocking. */
    String sign(VerifierKey key, Checkpoint checkpoint) {
        return key.note(checkpoint.text(), signer.sign(checkpoint.text().getBytes(StandardCharsets.UTF_8)));
    }
}
