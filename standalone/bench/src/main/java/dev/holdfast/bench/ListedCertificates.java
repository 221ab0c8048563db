package dev.holdfast.bench;

import java.sql.SQLException;

/**
 * Stores and removes three certificates for each device of a {@link ListedFleet}: two valid ones and one that expired yesterday, in the
 * order of their issue. All serial numbers have the same prefix, by which a later run finds the rows of a killed benchmark.
 */
final class ListedCertificates {
    /** Common prefix of the serial numbers, in hex. */
    static final String SERIAL = "4c697374";

    /** SQL condition for the certificates of this class. The range over serial numbers uses an index. */
    private static final String OURS =
            "catalog_id = current_catalog_id() and serial between '\\x%s' and '\\x%sffffffffffffffffffffffff'"
                    .formatted(SERIAL, SERIAL);

    /** Number of devices whose certificates one statement stores. */
    private static final int BATCH = 250_000;

    /** Tables to remove rows from, in this order because of the foreign key. */
    private static final String[] REMOVED = {"certificate_revocation", "issued_certificate"};

    /** Updates PostgreSQL's statistics, so that autovacuum does not start during the measurement. */
    private static final String SETTLE = "vacuum (analyze) issued_certificate, certificate_revocation";

    private ListedCertificates() {}

    /**
     * Stores the certificates of the first {@code devices} devices. One in 499 devices gets its certificates of today revoked, by olivia or
     * otto.
     */
    static void fill(ListedFleet fleet, int devices) throws SQLException {
        for (int day = 1; day >= 0; day--) {
            for (int from = 0; from < devices; from += BATCH) {
                fleet.run("""
                    insert into issued_certificate (catalog_id, serial, device_id, usage, not_before, not_after, authority)
                    select current_catalog_id(), serial, device_id, usage, at, at + interval '24 hours', 1 from (%s) c
                    where n > %d and n <= %d order by n""".formatted(certificates(day, devices), from, from + BATCH));
                fleet.say("certificates of %s: those of %,d devices of %,d"
                        .formatted(day == 1 ? "yesterday" : "today", Math.min(from + BATCH, devices), devices));
            }
        }
        fleet.run("""
            insert into certificate_revocation (catalog_id, serial, device_id, not_after, revoked_at, revoked_by, cause, reason)
            select current_catalog_id(), serial, device_id, at + interval '24 hours', now(),
                case when n %% 998 = 1 then 'olivia' else 'otto' end, 'KEY_COMPROMISE',
                case when n %% 4990 = 1 then 'A stolen van' else 'Leaked, case ' || n %% 40 end
            from (%s) c where n %% 499 = 1 order by n""".formatted(certificates(0, devices)));
        fleet.run(SETTLE);
    }

    /**
     * Returns a query for the certificates of a day: 0 for today, 1 for yesterday. Yesterday, each device got an update certificate. Today,
     * each got an update and a customer certificate. The times of issue ({@code at}) are spread over 23 hours, in the order of {@code n}.
     */
    private static String certificates(int day, int devices) {
        return """
            select l.n, l.device_id, u.usage, decode('%s' || left(md5(l.n || u.usage || %d), 24), 'hex') as serial,
                now() - interval '10 minutes' - %d * interval '24 hours' - (%d - l.n) * (interval '23 hours' / %d) as at
            from listed l cross join (values ('UPDATE'), ('CUSTOMER')) as u(usage)
            where %d = 0 or u.usage = 'UPDATE'""".formatted(SERIAL, day, day, devices, devices, day);
    }

    /** Removes all certificates with the prefix, also those of a killed benchmark. */
    static void empty(ListedFleet fleet) throws SQLException {
        int gone = 0;
        for (String table : REMOVED) {
            gone += fleet.run("delete from " + table + " where " + OURS);
        }
        if (gone > 0) {
            fleet.say("%,d certificates are removed".formatted(gone));
            fleet.run(SETTLE);
        }
    }
}
