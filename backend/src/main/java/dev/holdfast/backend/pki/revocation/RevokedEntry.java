package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.platform.db.Columns;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import org.bouncycastle.asn1.x509.CRLReason;

/**
 * Entry of a revocation list.
 *
 * @param at revocation time
 * @param reason code of RFC 5280 §5.3.1
 */
record RevokedEntry(SerialNumber serial, Instant at, int reason) {
    static RevokedEntry of(Row row) {
        return new RevokedEntry(
                SerialNumber.read(row, "serial"), Columns.instant(row, "at"), reason(row.getString("cause")));
    }

    /** Returns the code of a stored cause; a block is a hold. */
    static int reason(String cause) {
        return switch (cause) {
            case "KEY_COMPROMISE" -> CRLReason.keyCompromise;
            case "AFFILIATION_CHANGED" -> CRLReason.affiliationChanged;
            case "SUPERSEDED" -> CRLReason.superseded;
            case "CESSATION_OF_OPERATION" -> CRLReason.cessationOfOperation;
            case "CERTIFICATE_HOLD" -> CRLReason.certificateHold;
            case "PRIVILEGE_WITHDRAWN" -> CRLReason.privilegeWithdrawn;
            default -> CRLReason.unspecified;
        };
    }
}
