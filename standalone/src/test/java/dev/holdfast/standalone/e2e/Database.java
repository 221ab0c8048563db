package dev.holdfast.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.standalone.config.Port;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The database of an installation, to make time pass and faults happen in it. */
final class Database {
    private Database() {}

    /** Runs an SQL statement as PostgreSQL's superuser. Returns the number of changed rows. */
    static int update(Stack stack, String sql, Object... parameters) {
        try (Connection connection = connect(stack);
                PreparedStatement statement = prepare(connection, sql, parameters)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the first column of the first row of a query. */
    static <T> T one(Stack stack, Class<T> type, String sql, Object... parameters) {
        try (Connection connection = connect(stack);
                PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            assertThat(rows.next()).as(sql).isTrue();
            return type.cast(rows.getObject(1));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Locks rows with a query until the returned connection is closed. */
    static Connection lock(Stack stack, String sql, Object... parameters) throws SQLException {
        Connection connection = connect(stack);
        connection.setAutoCommit(false);
        try (PreparedStatement statement = prepare(connection, sql, parameters)) {
            statement.execute();
        }
        return connection;
    }

    private static Connection connect(Stack stack) throws SQLException {
        String url = "jdbc:postgresql://localhost:%d/holdfast"
                .formatted(stack.installation().settings().port(Port.DATABASE));
        return DriverManager.getConnection(
                url, "postgres", stack.installation().secrets().machine("db.superuser.password"));
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
