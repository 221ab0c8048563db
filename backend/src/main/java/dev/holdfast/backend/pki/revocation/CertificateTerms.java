package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.fleet.DeviceIdPrefix;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.list.FieldColumns;
import java.time.Instant;

/**
 * Filter terms of certificates as SQL over a row {@code x} of {@code issued_certificate}. The cause that ended a certificate is looked up
 * by key for each row, in a form that PostgreSQL does not turn into a scan of all causes.
 */
final class CertificateTerms {
    private static final String REVOCATION =
            "from certificate_revocation r where r.catalog_id = $1 and r.serial = x.serial";
    private static final String RETIREMENT =
            "from catalog_authority a where a.catalog_id = $1 and a.generation = x.authority and a.revoked_at is not null";
    private static final String BLOCK =
            "from device d where d.catalog_id = $1 and d.device_id = x.device_id and d.blocked_at is not null";

    private static final String REVOKED = is(REVOCATION);
    private static final String RETIRED = is(RETIREMENT);
    private static final String BLOCKED = is(BLOCK);

    /** User and reason of the first cause that ended the certificate, in the order of {@link CertificateRows}. */
    private static final String BY = "coalesce((select r.revoked_by " + REVOCATION + "), (select a.revoked_by "
            + RETIREMENT + "), (select d.blocked_by " + BLOCK + "), '')";

    private static final String REASON = "coalesce((select r.reason " + REVOCATION + "), (select a.revoked_reason "
            + RETIREMENT + "), (select d.blocked_reason " + BLOCK + "), '')";

    private CertificateTerms() {}

    /** Returns the fields; {@code now} decides validity. */
    static FieldColumns fields(Instant now) {
        return new FieldColumns()
                .any("is", (condition, word) -> is(condition, word, now))
                .whole("usage", "x.usage")
                .any("device", (condition, beginning) -> DeviceIdPrefix.add(condition, "x.device_id", beginning))
                .any("serial", CertificateTerms::ofSerial)
                .whole("generation", "x.authority::text")
                .ago("issued", "x.not_before")
                .ahead("expires", "x.not_after")
                .whole("by", BY)
                .part("reason", REASON)
                .words((condition, words) -> {
                    DeviceIdPrefix.add(condition, "x.device_id", words);
                    condition.sql(" or ");
                    ofSerial(condition, words);
                });
    }

    private static String is(String ended) {
        return "coalesce((select true " + ended + "), false)";
    }

    private static void is(SqlBuilder condition, String word, Instant now) {
        switch (word) {
            case "valid" ->
                condition
                        .sql("x.not_after > ")
                        .value(now, "timestamptz")
                        .sql(" and not " + RETIRED + " and not " + REVOKED + " and not " + BLOCKED);
            case "expired" -> condition.sql("x.not_after <= ").value(now, "timestamptz");
            case "revoked" -> condition.sql(REVOKED);
            case "blocked" -> condition.sql(BLOCKED);
            default -> condition.sql(RETIRED);
        }
    }

    private static void ofSerial(SqlBuilder condition, String beginning) {
        SerialPrefix.parse(beginning)
                .ifPresentOrElse(
                        serials -> condition.between("x.serial", serials.first(), serials.last()),
                        () -> condition.sql("false"));
    }
}
