package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.tx.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.util.List;

/** Counts devices by attested application, from the fleet counters. A device that attested a manifest version runs that version's applications. */
public final class DeployedApplications {
    private static final String SELECT = """
            select a.name, a.security_version, c.manifest_version, sum(c.devices)::bigint as devices
            from current_device_count c
            join deployment_version v on v.catalog_id = c.catalog_id and v.manifest_version = c.manifest_version
            join deployed_application a on a.catalog_id = v.catalog_id and a.deployment_id = v.deployment_id
            where c.catalog_id = $1 and c.measure = 'ATTESTED'
            group by a.name, a.security_version, c.manifest_version
            having sum(c.devices) > 0""";

    private DeployedApplications() {}

    /**
     * An application in a manifest set.
     *
     * @param version security version of the application
     * @param manifest version of the manifest set
     * @param devices number of devices that attested the set
     */
    public record Deployed(String name, long version, long manifest, long devices) {
        /** Returns name and version, separated by a blank. */
        public String text() {
            return name + " " + version;
        }

        /** Returns whether the text is the application's name, its first words, or its name and version. */
        public boolean isCalled(String text) {
            return text().regionMatches(true, 0, text + " ", 0, text.length() + 1) || text.equalsIgnoreCase(text());
        }
    }

    /** Returns the applications on devices of the catalog, once for each manifest version that contains them. */
    public static Uni<List<Deployed>> of(Tx tx) {
        return tx.list(SELECT, DeployedApplications::read, tx.catalog());
    }

    private static Deployed read(Row row) {
        return new Deployed(
                row.getString("name"),
                row.getLong("security_version"),
                row.getLong("manifest_version"),
                row.getLong("devices"));
    }
}
