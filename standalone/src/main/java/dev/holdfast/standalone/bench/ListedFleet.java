package dev.holdfast.standalone.bench;

import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.demo.OperatorClient;
import dev.holdfast.standalone.install.Installation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/**
 * Very many devices of one product, written into the database, that differ in all that a list can be filtered by. They are no chips: nobody
 * endorsed them, and nothing but a list ever meets them. When it is closed they are gone.
 *
 * <p>Works as the schema's owner, under the same row-level security as everybody, in the one catalog that it is given.
 */
final class ListedFleet implements AutoCloseable {
    static final String PRODUCT = "Listed";

    private static final String OURS = """
            (select g.group_id from device_group g join product p using (catalog_id, product_id)
            where g.catalog_id = current_catalog_id() and p.name = '%s')""".formatted(PRODUCT);
    private static final String GONE =
            "delete from device where catalog_id = current_catalog_id() and group_id in " + OURS;
    private static final String TAG = """
            insert into device_tag (catalog_id, tag, device_id)
            select catalog_id, 'lab', device_id from device
            where catalog_id = current_catalog_id() and group_id in %1$s and os_version = '24.09'
            union all
            select catalog_id, 'rare', device_id from device
            where catalog_id = current_catalog_id() and group_id in %1$s and reason_code = 'measurement-unknown'""".formatted(OURS);
    private static final String SETTLE = "vacuum (analyze) device, device_tag, device_description, device_count";

    private final Connection connection;
    private final OperatorClient operator;
    private final String catalog;

    private ListedFleet(Connection connection, OperatorClient operator, String catalog) {
        this.connection = connection;
        this.operator = operator;
        this.catalog = catalog;
    }

    /** Makes {@code devices} of them in the product {@value #PRODUCT}, which is there already. */
    static ListedFleet fill(
            Installation installation, OperatorClient operator, String path, UUID catalog, int devices) {
        try {
            Connection connection = DriverManager.getConnection(
                    "jdbc:postgresql://localhost:%d/holdfast"
                            .formatted(installation.settings().port(Port.DATABASE)),
                    "holdfast_owner",
                    installation.secrets().machine("db.owner.password"));
            ListedFleet fleet = new ListedFleet(connection, operator, path);
            fleet.run("set holdfast.catalog = '" + catalog + "'");
            fleet.run(GONE);
            fleet.run(filling(devices));
            fleet.run(TAG);
            fleet.run(SETTLE);
            return fleet;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    // One device in ten has a name, one in four a tag; one in some hundred is not trusted, and one in some thousand
    // silent, or its
    // certificate about to expire.
    private static String filling(int devices) {
        return """
            insert into device (catalog_id, device_id, group_id, claimed_at, trust, trust_since, reason_code, name, os_version,
                last_seen, last_attestation, certificate_expires, attested_manifest, failed_manifest, blocked_at, blocked_by,
                blocked_reason)
            select current_catalog_id(), sha512(convert_to('listed by the benchmark, ' || n, 'UTF8')),
                case when n %% 10 = 0 then f.group_id else g.group_id end, now() - interval '30 days',
                case when n %% 997 = 3 then 'UNTRUSTED' when n %% 311 = 7 then 'OUTDATED' else 'TRUSTED' end, now(),
                case when n %% 997 = 3 then 'measurement-unknown' when n %% 311 = 7 then 'os-outdated' else '' end,
                case when n %% 10 = 9 then 'Kitchen ' || n else '' end,
                case when n %% 4 = 1 then '24.09' when n %% 4001 = 2 then '24.06' else '24.12' end,
                case when n %% 5000 = 0 then now() - interval '9 days' else now() - n %% 3600 * interval '1 second' end,
                now() - case when n %% 3000 = 5 then interval '22 hours' else n %% 720 * interval '1 minute' end,
                now() + case when n %% 3000 = 5 then interval '2 hours' else interval '24 hours' - n %% 720 * interval '1 minute' end,
                1, case when n %% 5003 = 4 then 1 else 0 end,
                case when n %% 7001 = 6 then now() end, case when n %% 7001 = 6 then 'bench' end,
                case when n %% 7001 = 6 then 'A benchmark' end
            from generate_series(1, %d) n,
                (select group_id from device_group where group_id in %s and name = 'Production') g,
                (select group_id from device_group where group_id in %s and name = 'Field Test') f""".formatted(devices, OURS, OURS);
    }

    /** Asks for the first page of devices; fails unless it has one. */
    void page(String filter, String sort) {
        String query = "?limit=50&sort=" + sort + "&filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8);
        if (!operator.get(catalog + "/devices" + query).has("devices")) {
            throw new CannotContinue("The list has no devices for %s.".formatted(filter));
        }
    }

    /** Asks how many devices there are of each kind. */
    void facets() {
        if (operator.get(catalog + "/devices/facets").get("facets").isEmpty()) {
            throw new CannotContinue("The list has no facets.");
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        try (connection) {
            run(GONE);
            run(SETTLE);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static CannotContinue failed(SQLException e) {
        return new CannotContinue("The benchmark's devices could not be stored: %s.".formatted(e.getMessage()), e);
    }
}
