package dev.holdfast.backend.update.deployment;

import dev.holdfast.backend.platform.tx.Tx;
import io.smallrye.mutiny.Uni;
import java.util.UUID;

/** Current deployment that another one replaces. */
public final class SupersededDeployment {
    // Stores the final progress of the previous deployment, because the group's counters then follow the next one.
    private static final String SUPERSEDE = """
            update deployment d set superseded_at = $3, final_targeted = n.targeted, final_installed = n.installed,
                final_attested = n.attested, final_failed = n.failed
            from (
                select coalesce(sum(c.devices) filter (where c.measure in ('TRUSTED', 'OUTDATED', 'UNTRUSTED', 'UNKNOWN')), 0) as targeted,
                       coalesce(sum(c.devices) filter (where c.measure in ('INSTALLED', 'CONFIRMED') and c.manifest_version = o.manifest_version), 0) as installed,
                       coalesce(sum(c.devices) filter (where c.measure = 'ATTESTED' and c.manifest_version = o.manifest_version), 0) as attested,
                       coalesce(sum(c.devices) filter (where c.measure in ('FAILED', 'RETURNED') and c.manifest_version = o.manifest_version), 0) as failed
                from deployment o
                left join current_device_count c on c.catalog_id = o.catalog_id and c.group_id = o.group_id
                where o.catalog_id = $1 and o.group_id = $2 and o.current_since is not null and o.superseded_at is null
            ) n
            where d.catalog_id = $1 and d.group_id = $2 and d.current_since is not null and d.superseded_at is null""";

    private SupersededDeployment() {}

    /** Ends the current deployment of a locked group, if there is one. Call it before the next one becomes current. */
    public static Uni<Void> ofGroup(Tx tx, UUID group) {
        return tx.update(SUPERSEDE, tx.catalog(), group, tx.now()).replaceWithVoid();
    }
}
