package dev.holdfast.standalone.e2e;

import dev.holdfast.standalone.config.Port;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The database of an installation, to make time pass in it. */
final class Database {
    private Database() {}

    /** Runs an SQL statement as PostgreSQL's superuser. Returns the number of changed rows. */
    static int update(Stack stack, String sql, Object... parameters) {
        String url = "jdbc:postgresql://localhost:%d/holdfast"
                .formatted(stack.installation().settings().port(Port.DATABASE));
        String password = stack.installation().secrets().machine("db.superuser.password");
        try (Connection connection = DriverManager.getConnection(url, "postgres", password);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
