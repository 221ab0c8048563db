package dev.holdfast.standalone.postgres;

import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.install.Installation;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Connections to the PostgreSQL server of an installation. */
final class Login {
    private Login() {}

    /** Connects to the database {@code postgres} as superuser. */
    static Connection superuser(Installation installation) throws SQLException {
        return connect(installation, PostgresCluster.SUPERUSER, "db.superuser.password", "postgres");
    }

    /** Connects to Holdfast's database as the owner of the schema. */
    static Connection schemaOwner(Installation installation) throws SQLException {
        return connect(installation, "holdfast_owner", "db.owner.password", "holdfast");
    }

    private static Connection connect(Installation installation, String user, String secret, String database)
            throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", installation.secrets().machine(secret));
        properties.setProperty("connectTimeout", "5");
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:%d/%s"
                        .formatted(installation.settings().port(Port.DATABASE), database),
                properties);
    }
}
