package dev.holdfast.standalone.postgres;

import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.install.Installation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Creates roles and databases: {@code holdfast_owner} owns the schema, {@code holdfast_app} serves requests under row-level
 * security, {@code keycloak} has a separate database. No role is a superuser or bypasses row-level security.
 */
final class PostgresRoles {
    /** SQLSTATE {@code cannot_connect_now}: the server is not ready yet. */
    private static final String STARTING = "57P03";

    private final Installation installation;

    PostgresRoles(Installation installation) {
        this.installation = installation;
    }

    void ensure() {
        try (Connection connection = connect()) {
            role(connection, "holdfast_owner", "db.owner.password");
            role(connection, "holdfast_app", "db.app.password");
            role(connection, "keycloak", "db.keycloak.password");
            database(connection, "holdfast", "holdfast_owner");
            database(connection, "keycloak", "keycloak");
            execute(connection, "GRANT CONNECT ON DATABASE holdfast TO holdfast_app");
        } catch (SQLException e) {
            throw new CannotContinue(
                    "Could not create PostgreSQL's roles: %s. See %s."
                            .formatted(e.getMessage(), installation.home().log("postgres")),
                    e);
        }
    }

    private Connection connect() throws SQLException {
        long end = System.nanoTime() + 120_000_000_000L;
        while (true) {
            try {
                return Login.superuser(installation);
            } catch (SQLException e) {
                // After a crash, the server refuses sign-ins until it has replayed its write-ahead log.
                if (!STARTING.equals(e.getSQLState()) || System.nanoTime() > end) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotContinue("Interrupted.", e);
        }
    }

    private void role(Connection connection, String role, String secret) throws SQLException {
        if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", role)) {
            execute(
                    connection,
                    "CREATE ROLE %s LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD '%s'"
                            .formatted(role, installation.secrets().machine(secret)));
        }
    }

    private static void database(Connection connection, String database, String owner) throws SQLException {
        if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", database)) {
            execute(connection, "CREATE DATABASE %s OWNER %s".formatted(database, owner));
            execute(connection, "REVOKE ALL ON DATABASE %s FROM PUBLIC".formatted(database));
        }
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
