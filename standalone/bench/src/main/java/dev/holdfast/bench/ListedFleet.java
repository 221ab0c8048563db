package dev.holdfast.bench;

import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.demo.OperatorClient;
import dev.holdfast.standalone.install.Installation;
import dev.holdfast.standalone.stack.Progress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/**
 * Many devices of one product, inserted into the database by SQL, with different values in every filter field. They have no chips and no
 * endorsements, so only lists can use them. Closing deletes the devices.
 *
 * <p>The database connection has the role of the schema's owner. Row-level security limits the connection to one catalog.
 */
final class ListedFleet implements AutoCloseable {
    static final String PRODUCT = "Listed";

    /** Number of devices that one statement stores or deletes. */
    private static final int BATCH = 50_000;

    /** Subquery for the device groups of the product. */
    private static final String OURS = """
            (select g.group_id from device_group g join product p using (catalog_id, product_id)
            where g.catalog_id = current_catalog_id() and p.name = '%s')""".formatted(PRODUCT);

    /** Sets the manifest set that group Production should run: 1 during the benchmark, 0 (none) afterwards. */
    private static final String TARGET =
            "update device_group set target_manifest = %d where catalog_id = current_catalog_id() and name = 'Production' and group_id in "
                    + OURS;

    /** Lets each batch find its devices without reading the whole table of chosen IDs. */
    private static final String CHOSEN = "create index on listed (place)";

    /** Deletes one batch of the devices. */
    private static final String GONE = """
            delete from device where catalog_id = current_catalog_id() and device_id in (
                select device_id from device where catalog_id = current_catalog_id() and group_id in %s limit %d)""".formatted(OURS, BATCH);

    /** Tags a quarter of the devices {@code lab} and the untrusted devices {@code rare}. Rows are stored in the order of the index. */
    private static final String TAG = """
            insert into device_tag (catalog_id, tag, device_id)
            select catalog_id, t.tag, device_id from device d
            cross join lateral (
                select 'lab' as tag where d.os_version = '24.09'
                union all
                select 'rare' where d.reason_code = 'measurement-unknown') t
            where catalog_id = current_catalog_id() and group_id in %s
            order by t.tag, device_id""".formatted(OURS);

    /** Updates PostgreSQL's statistics, so that autovacuum does not start during the measurement. */
    private static final String SETTLE = "vacuum (analyze) device, device_tag, device_description, device_count";

    private final Connection connection;
    private final OperatorClient operator;
    private final String catalog;
    private final Progress progress;
    // Shutdown hook, so that an interrupted benchmark also deletes its devices.
    private final Thread removal = new Thread(this::remove, "remove-listed");

    private ListedFleet(Connection connection, OperatorClient operator, String catalog, Progress progress) {
        this.connection = connection;
        this.operator = operator;
        this.catalog = catalog;
        this.progress = progress;
    }

    /**
     * Creates devices in the existing product {@value #PRODUCT}. First removes those of a killed benchmark.
     *
     * @param path path of the catalog in the operator API
     * @param catalog GUID of the catalog
     * @param devices number of devices
     */
    static ListedFleet fill(
            Installation installation,
            OperatorClient operator,
            String path,
            UUID catalog,
            int devices,
            Progress progress) {
        try {
            Connection connection = DriverManager.getConnection(
                    "jdbc:postgresql://localhost:%d/holdfast"
                            .formatted(installation.settings().port(Port.DATABASE)),
                    "holdfast_owner",
                    installation.secrets().machine("db.owner.password"));
            ListedFleet fleet = new ListedFleet(connection, operator, path, progress);
            fleet.run("set holdfast.catalog = '" + catalog + "'");
            fleet.empty();
            Runtime.getRuntime().addShutdownHook(fleet.removal);
            fleet.fill(devices);
            return fleet;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private void fill(int devices) throws SQLException {
        progress.say("choosing %,d IDs".formatted(devices));
        // The devices are inserted in the order of their key, so that each page of the index is written once.
        run("""
            create temp table listed as
            select n, device_id, row_number() over (order by device_id) as place
            from (select n, sha512(convert_to('listed by the benchmark, ' || n, 'UTF8')) as device_id
                  from generate_series(1, %d) n) listed""".formatted(devices));
        run(CHOSEN);
        run(TARGET.formatted(1));
        for (int done = 0; done < devices; done += BATCH) {
            run(filling(done));
            progress.say("%,d devices of %,d are stored".formatted(Math.min(done + BATCH, devices), devices));
        }
        run(TAG);
        run(SETTLE);
        progress.say("tags are stored, and PostgreSQL's statistics are new");
    }

    // One device in ten has a name, one in four has a tag, and one in a few hundred is not trusted. One in a few
    // thousand is silent or has a certificate that soon expires. The devices were claimed a thousand at a time.
    private static String filling(int done) {
        return """
            insert into device (catalog_id, device_id, group_id, claimed_at, trust, trust_since, reason_code, name, os_version,
                last_seen, last_attestation, certificate_expires, installed_manifest, attested_manifest, update_version,
                update_step, blocked_at, blocked_by, blocked_reason)
            select current_catalog_id(), device_id, case when n %% 10 = 0 then f.group_id else g.group_id end,
                now() - n / 1000 * interval '1 hour' - interval '1 hour',
                case when n %% 997 = 3 then 'UNTRUSTED' when n %% 311 = 7 then 'OUTDATED' else 'TRUSTED' end,
                now() - n * interval '1 second',
                case when n %% 997 = 3 then 'measurement-unknown' when n %% 311 = 7 then 'os-outdated' else '' end,
                case when n %% 10 = 9 then 'Kitchen ' || n else '' end,
                case when n %% 4 = 1 then '24.09' when n %% 4001 = 2 then '24.06' else '24.12' end,
                case when n %% 5000 = 0 then now() - interval '9 days' else now() - n %% 3600 * interval '1 second' end,
                now() - case when n %% 3000 = 5 then interval '22 hours' else n %% 720 * interval '1 minute' end,
                now() + case when n %% 3000 = 5 then interval '2 hours' else interval '24 hours' - n %% 720 * interval '1 minute' end,
                case when n %% 5003 = 4 or n %% 4999 = 6 then 0 else 1 end,
                case when n %% 5003 = 4 or n %% 4999 = 6 or n %% 6007 = 8 then 0 else 1 end,
                case when n %% 4999 = 6 then 0 else 1 end,
                case when n %% 5003 = 4 then 'FAILED' when n %% 4999 = 6 then '' when n %% 6007 = 8 then 'INSTALLED' else 'ATTESTED' end,
                case when n %% 7001 = 6 then now() end, case when n %% 7001 = 6 then 'bench' end,
                case when n %% 7001 = 6 then 'A benchmark' end
            from listed,
                (select group_id from device_group where group_id in %s and name = 'Production') g,
                (select group_id from device_group where group_id in %s and name = 'Field Test') f
            where place > %d and place <= %d
            order by place""".formatted(OURS, OURS, done, done + BATCH);
    }

    /** Requests the first page of devices. Fails if the page is empty. */
    void page(String filter, String sort) {
        String query = "?limit=50&sort=" + sort + "&filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8);
        if (operator.get(catalog + "/devices" + query).get("items").isEmpty()) {
            throw new CannotContinue("The list has no devices for %s.".formatted(filter));
        }
    }

    /** Stores certificates of the first {@code devices} devices. */
    void certify(int devices) {
        try {
            ListedCertificates.fill(this, devices);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Requests the first page of certificates of all devices. The page may be empty. */
    void certificates(String filter, String sort) {
        operator.get(catalog + "/device-certificates?limit=50&sort=" + sort + "&filter="
                + URLEncoder.encode(filter, StandardCharsets.UTF_8));
    }

    /** Requests the facets: the numbers of devices with each value of a filter field. */
    void facets() {
        if (operator.get(catalog + "/devices/facets").get("facets").isEmpty()) {
            throw new CannotContinue("The list has no facets.");
        }
    }

    void say(String line) {
        progress.say(line);
    }

    /** Runs SQL in the catalog. Returns the number of changed rows. */
    int run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql) ? 0 : statement.getUpdateCount();
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(removal);
        remove();
    }

    private void remove() {
        try (connection) {
            empty();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private void empty() throws SQLException {
        ListedCertificates.empty(this);
        run(TARGET.formatted(0));
        int gone = 0;
        for (int batch = run(GONE); batch > 0; batch = run(GONE)) {
            gone += batch;
            progress.say("%,d devices are removed".formatted(gone));
        }
        if (gone > 0) {
            run(SETTLE);
        }
    }

    private static CannotContinue failed(SQLException e) {
        return new CannotContinue("The benchmark's devices could not be stored: %s.".formatted(e.getMessage()), e);
    }
}
