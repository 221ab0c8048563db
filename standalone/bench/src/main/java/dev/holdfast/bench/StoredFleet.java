package dev.holdfast.bench;

import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.install.Installation;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Many devices with stored evidence, copied inside the database from one device that attested. Each copy has a different ID, and each piece
 * of evidence a different nonce, time and boot counter. The signatures of the copies are invalid, but Holdfast verifies only the signatures
 * of new evidence. The rows are in the order of a real fleet: all devices attest, then all attest again. Closing deletes the copies.
 *
 * <p>The database connection has the role of the schema's owner. Row-level security limits the connection to one catalog.
 */
final class StoredFleet implements AutoCloseable {
    /** Number of pieces of evidence that the original signs. The copies share them. */
    private static final int TOKENS = 1_000;

    /** SQL for the time of a piece of evidence. {@code k} counts the pieces of a copy, newest first from 0. {@code c.n} is the copy. */
    private static final String AT = "now() - k * interval '12 hours' - c.n * interval '1 millisecond'";

    /** SQL for the nonce of a piece of evidence. A nonce begins with the time of its issue in seconds. */
    private static final String NONCE = "int4send(floor(extract(epoch from " + AT + "))::int)"
            + " || substr(sha256(c.device_id || int4send(k)), 5)";

    /** Statements that delete the copies, in an order that foreign keys allow. */
    private static final List<String> GONE = List.of(
            "delete from attestation a using copied c where a.device_id = c.device_id",
            "delete from device d using copied c where d.device_id = c.device_id",
            "delete from device_catalog k using copied c where k.device_id = c.device_id",
            "delete from endorsement e using copied c where e.device_id = c.device_id");

    private final Connection connection;

    private StoredFleet(Connection connection) {
        this.connection = connection;
    }

    /**
     * Copies a device that has attested.
     *
     * @param installation installation with the database
     * @param catalog catalog of the device and its copies
     * @param original the device to copy
     * @param tokens evidence of the device, with boot counters from 1 upwards
     * @param devices number of copies
     * @param pieces number of pieces of evidence of each copy, one for every 12 hours; 0 for none
     */
    static StoredFleet copy(
            Installation installation, UUID catalog, DeviceId original, List<Token> tokens, int devices, int pieces) {
        try {
            Connection connection = DriverManager.getConnection(
                    "jdbc:postgresql://localhost:%d/holdfast"
                            .formatted(installation.settings().port(Port.DATABASE)),
                    "holdfast_owner",
                    installation.secrets().machine("db.owner.password"));
            StoredFleet fleet = new StoredFleet(connection);
            fleet.prepare(catalog, tokens, devices);
            fleet.remove();
            fleet.fill(original, tokens, pieces);
            fleet.settle();
            return fleet;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /**
     * A piece of evidence, and where to replace its device ID and nonce.
     *
     * @param bytes received bytes
     * @param device offset of the device ID, from 0
     * @param nonce offset of the nonce, from 0
     */
    record Token(Blob bytes, int device, int nonce) {
        /** Returns {@value #TOKENS} pieces of evidence that a device signs, each with the next boot counter. */
        static List<Token> of(BenchDevice device, List<Measurement> measurements) {
            return IntStream.range(0, TOKENS)
                    .mapToObj(i -> Digest.sha256(new byte[] {(byte) (i >>> Byte.SIZE), (byte) i})
                            .bytes())
                    .map(nonce -> {
                        byte[] bytes = device.evidence(Nonce.of(nonce), measurements);
                        return new Token(
                                Blob.of(bytes), position(bytes, device.id().bytes()), position(bytes, nonce));
                    })
                    .toList();
        }

        private static int position(byte[] bytes, byte[] part) {
            for (int at = 0; at + part.length <= bytes.length; at++) {
                if (Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
                    return at;
                }
            }
            throw new IllegalArgumentException("the evidence does not contain the device ID or the nonce");
        }
    }

    /**
     * Creates two temporary tables: the IDs of all copies, the same in every run, and the evidence to copy. Offsets in SQL count from 1.
     * The column {@code cut} is set later.
     */
    private void prepare(UUID catalog, List<Token> tokens, int devices) throws SQLException {
        run("set holdfast.catalog = '" + catalog + "'");
        run("create temp table copied (n int primary key, device_id bytea not null)");
        run("insert into copied select n, sha512(convert_to('a copy of the benchmark''s, ' || n, 'UTF8'))"
                + " from generate_series(0, " + (devices - 1) + ") n");
        run("create temp table token (boots int primary key, evidence bytea, device_at int, nonce_at int, cut int)");
        try (PreparedStatement insert = connection.prepareStatement("insert into token values (?, ?, ?, ?, 0)")) {
            for (int i = 0; i < tokens.size(); i++) {
                insert.setInt(1, i + 1);
                insert.setBytes(2, tokens.get(i).bytes().bytes());
                insert.setInt(3, tokens.get(i).device() + 1);
                insert.setInt(4, tokens.get(i).nonce() + 1);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        run("analyze copied, token");
    }

    /** Inserts the copies. The boot counters of a copy increase by 1 with each newer piece of evidence. */
    private void fill(DeviceId original, List<Token> tokens, int pieces) throws SQLException {
        for (String table : List.of("endorsement", "device_catalog", "device")) {
            insert(table, Map.of("device_id", "c.device_id"), original, "copied c", "c.n");
        }
        if (pieces == 0) {
            return;
        }
        cut(original);
        insert(
                "attestation",
                Map.of(
                        "device_id",
                        "c.device_id",
                        "at",
                        AT,
                        "boot_count",
                        "t.boots",
                        "evidence_cut",
                        "t.cut",
                        "nonce",
                        NONCE,
                        "evidence",
                        "overlay(overlay(t.evidence placing c.device_id from t.device_at)" + " placing " + NONCE
                                + " from t.nonce_at)"),
                original,
                "copied c cross join generate_series(0, %1$d) k join token t on t.boots = 1 + c.n %% %2$d + %1$d - k"
                        .formatted(pieces - 1, tokens.size() - pieces + 1),
                "k desc, c.n");
    }

    /**
     * Removes from each token the part that Holdfast stores only once for all evidence of the same state (table {@code attested_state}).
     * Sets {@code cut} to the offset of the removed part, counted from 0.
     */
    private void cut(DeviceId original) throws SQLException {
        try (PreparedStatement cut = connection.prepareStatement("""
                update token t set cut = position(s.evidence_part in t.evidence) - 1,
                    evidence = overlay(t.evidence placing ''::bytea
                        from position(s.evidence_part in t.evidence) for length(s.evidence_part))
                from (select catalog_id, state_id from attestation where device_id = ? order by attestation_id desc limit 1) a
                join attested_state s using (catalog_id, state_id)""")) {
            cut.setBytes(1, original.bytes());
            cut.executeUpdate();
        }
    }

    /**
     * Inserts a copy of the original's newest row for every row of a source.
     *
     * @param table table to copy in
     * @param columns SQL for the columns that differ from the original, by column name. Other columns are copied.
     * @param source SQL of the {@code from} clause
     * @param order SQL of the {@code order by} clause
     */
    private void insert(String table, Map<String, String> columns, DeviceId original, String source, String order)
            throws SQLException {
        String all;
        String values;
        try (PreparedStatement find = connection.prepareStatement("""
                select string_agg(quote_ident(column_name), ', ' order by ordinal_position) as names from information_schema.columns
                where table_name = ? and is_identity = 'NO' and is_generated = 'NEVER'""")) {
            find.setString(1, table);
            try (ResultSet names = find.executeQuery()) {
                names.next();
                all = names.getString("names");
            }
        }
        values = String.join(
                ", ",
                Arrays.stream(all.split(", ", -1))
                        .map(name -> columns.getOrDefault(name, "o." + name))
                        .toList());
        String newest = table.equals("attestation") ? " order by attestation_id desc limit 1" : "";
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into %s (%s) select %s from (select * from %s where device_id = ?%s) o, %s order by %s"
                        .formatted(table, all, values, table, newest, source, order))) {
            insert.setBytes(1, original.bytes());
            if (insert.executeUpdate() == 0) {
                throw new CannotContinue("The device to copy is not in table %s.".formatted(table));
            }
        }
    }

    /** Vacuums and analyzes the tables, so that PostgreSQL does not start this during the measurement. */
    private void settle() throws SQLException {
        run("vacuum (analyze) attestation, device, device_catalog, endorsement");
    }

    /** Deletes the copies, also those of a killed benchmark. */
    private void remove() throws SQLException {
        for (String statement : GONE) {
            run(statement);
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
            remove();
            settle();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static CannotContinue failed(SQLException e) {
        return new CannotContinue("The benchmark's devices could not be stored: %s.".formatted(e.getMessage()), e);
    }
}
