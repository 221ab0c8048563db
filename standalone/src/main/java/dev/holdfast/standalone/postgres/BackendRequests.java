package dev.holdfast.standalone.postgres;

import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.install.Installation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Requests to the backend that only the administrator of the machine may make: rows of tables that only the owner of the schema can write.
 * The backend performs them and writes the audit entries.
 */
public final class BackendRequests {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String OWNER = """
            INSERT INTO owner_request (issuer, subject, name, reason) VALUES (?, ?, ?, ?)
            ON CONFLICT (issuer, subject) DO UPDATE SET name = excluded.name, reason = excluded.reason""";
    private static final String RESTORE = """
            INSERT INTO database_restore (restored_at, backup_at) VALUES (?, ?) ON CONFLICT DO NOTHING""";

    private final Installation installation;

    /** @param installation its database must be running */
    public BackendRequests(Installation installation) {
        this.installation = installation;
    }

    /**
     * Makes an account an owner of the installation, and waits up to 30 seconds for the backend.
     *
     * @param subject ID of the account in Keycloak
     * @param name user name
     * @param reason for the audit log
     * @throws CannotContinue if the backend does not perform the request in time
     */
    public void makeOwner(String subject, String name, String reason) throws InterruptedException {
        String issuer = installation.settings().issuer().toString();
        try (Connection connection = Login.schemaOwner(installation)) {
            update(connection, OWNER, issuer, subject, name, reason);
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (isWaiting(connection, issuer, subject)) {
                if (System.nanoTime() > end) {
                    throw new CannotContinue(
                            "The backend has not assigned the role to %s yet. It does so when it runs. See %s."
                                    .formatted(name, installation.home().log("backend")));
                }
                Thread.sleep(200);
            }
        } catch (SQLException e) {
            throw failed("request the role owner", e);
        }
    }

    private static boolean isWaiting(Connection connection, String issuer, String subject) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT FROM owner_request WHERE issuer = ? AND subject = ?")) {
            statement.setString(1, issuer);
            statement.setString(2, subject);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** Tells backends that this database was restored from a backup, before the first of them starts. */
    public void recordRestore(Instant restoredAt, Instant backupAt) {
        try (Connection connection = Login.schemaOwner(installation)) {
            if (exists(connection, "to_regclass('database_restore')")) {
                update(connection, RESTORE, utc(restoredAt), utc(backupAt));
            }
        } catch (SQLException e) {
            throw failed("record the restore", e);
        }
    }

    /** Lets people keep their roles after Keycloak's address changed. No backend may run. */
    public void replaceIssuer(String earlier, String present) {
        try (Connection connection = Login.schemaOwner(installation)) {
            if (exists(connection, "to_regproc('replace_issuer')")) {
                try (PreparedStatement statement = connection.prepareStatement("SELECT replace_issuer(?, ?)")) {
                    statement.setString(1, earlier);
                    statement.setString(2, present);
                    statement.execute();
                }
            }
        } catch (SQLException e) {
            throw failed("replace Keycloak's address", e);
        }
    }

    /** Returns whether the backend has created a table or function. It has not before the first start of a backend. */
    private static boolean exists(Connection connection, String object) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT " + object + " IS NOT NULL");
                ResultSet rows = statement.executeQuery()) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static void update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }

    private CannotContinue failed(String purpose, SQLException cause) {
        return new CannotContinue(
                "Could not %s: %s. See %s."
                        .formatted(
                                purpose, cause.getMessage(), installation.home().log("postgres")),
                cause);
    }
}
