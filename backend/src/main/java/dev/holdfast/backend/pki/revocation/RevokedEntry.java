package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.platform.db.Columns;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import org.bouncycastle.asn1.x509.CRLReason;

/**
 * A certificate that is worth nothing now.
 *
 * @param serial which
 * @param at since when
 * @param reason as RFC 5280 §5.3.1 numbers it
 */
record RevokedEntry(SerialNumber serial, Instant at, int reason) {
    static RevokedEntry of(Row row) {
        return new RevokedEntry(
                SerialNumber.read(row, "serial"), Columns.instant(row, "at"), reason(row.getString("cause")));
    }

    /** Of a cause that the database knows; a block is a hold, since it may end. */
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
