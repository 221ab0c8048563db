package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.tx.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.util.List;

/**
 * Which applications devices attested, by the counters: whoever attested a version of a manifest set runs what its deployment has, or had,
 * if it went with its group since.
 */
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
     * An application of a version of a manifest set.
     *
     * @param name its name
     * @param version its security version
     * @param manifest the manifest set's version
     * @param devices how many devices attested that
     */
    public record Deployed(String name, long version, long manifest, long devices) {
        /** Returns name and version, with a blank between them. */
        public String text() {
            return name + " " + version;
        }

        /** Returns whether that is what somebody calls it: its name, or name and version. */
        public boolean isCalled(String wanted) {
            return wanted.equalsIgnoreCase(name) || wanted.equalsIgnoreCase(text());
        }
    }

    /** Reads those that devices of the catalog have. */
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
