package dev.holdfast.backend.update.report;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.contract.device.InternalApi.Witness;
import dev.holdfast.contract.id.Nonce;
import java.math.BigInteger;
import java.util.List;

/** SQL that checks {@link Witness}es in a catalog. */
public final class Witnesses {
    private static final int RADIX = 16;

    private Witnesses() {}

    /**
     * Returns a query for the rows with a valid witness in the catalog {@code $1}.
     *
     * @param source name of a table with the columns {@code device_id}, {@code serial} and {@code nonce}
     * @param now parameter with the current time
     */
    public static String valid(String source, String now) {
        // Both times are scalar subqueries, so that PostgreSQL looks up the few witnesses by the index instead of
        // joining.
        return """
            select s.* from %1$s s
            where s.serial <> '' and (
                    select i.not_after from issued_certificate i
                    where i.catalog_id = $1 and i.serial = s.serial and i.device_id = s.device_id
                ) > %2$s
              and not exists (
                    select from certificate_revocation r where r.catalog_id = $1 and r.serial = s.serial)
            union all
            select s.* from %1$s s
            where s.nonce <> '' and (
                select a.at from attestation a
                where a.catalog_id = $1 and a.nonce = s.nonce and a.device_id = s.device_id
            ) > %2$s::timestamptz - interval '1 day'""".formatted(source, now);
    }

    /** Returns the serial number as it is stored. A witness without one returns an empty array, which no certificate has. */
    public static byte[] serial(Witness witness) {
        String serial = witness.serial();
        return serial == null ? new byte[0] : new BigInteger(serial, RADIX).toByteArray();
    }

    /** Returns the nonce. A witness without one returns an empty array, which no attestation has. */
    public static byte[] nonce(Witness witness) {
        Nonce nonce = witness.nonce();
        return nonce == null ? new byte[0] : nonce.bytes();
    }

    static Object devices(List<Witness> witnesses) {
        return Columns.byteArrays(witnesses, witness -> witness.device().bytes());
    }

    static Object serials(List<Witness> witnesses) {
        return Columns.byteArrays(witnesses, Witnesses::serial);
    }

    static Object nonces(List<Witness> witnesses) {
        return Columns.byteArrays(witnesses, Witnesses::nonce);
    }
}
