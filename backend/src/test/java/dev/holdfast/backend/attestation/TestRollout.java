package dev.holdfast.backend.attestation;

import dev.holdfast.backend.attestation.reference.ReferenceValue;
import dev.holdfast.backend.platform.db.CatalogId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A rollout in the group of a {@link TestCatalog}, with one phase for all devices. Written directly to the tables. The manifest sets are
 * not signed: attestation does not read them. No backend opens devices or completes it, because more devices than the limit count as in
 * flight.
 *
 * @param deployment next deployment; null if the rollout changes only the operating system
 */
public record TestRollout(
        TestCatalog catalogs,
        CatalogId catalog,
        UUID id,
        @Nullable UUID deployment) {
    private static final String ADD = """
            with added as (
                insert into rollout (catalog_id, rollout_id, group_id, deployment_id, state, state_since, phase, seed, version,
                    opened_versions, rules, max_in_flight, soak_until, question, created_at, created_by, started_at)
                values ($1, $2, $1, $3, 'RUNNING', now(), 1, 0, $4, array[$4::bigint], '[]', 1, now() + interval '1 day',
                    'OPEN_NEXT_PHASE', now(), 'pavel', now())
                returning catalog_id, rollout_id
            ), targeted as (
                insert into rollout_count (catalog_id, rollout_id, phase, measure, devices)
                select catalog_id, rollout_id, 1, 'TARGETED', 1000 from added
            )
            insert into rollout_phase (catalog_id, rollout_id, position, kind, amount, soak, success_percent, after, opened_at, buckets,
                hashes)
            select catalog_id, rollout_id, 1, 'PERCENT', 100, '0', 100, 'OPEN_NEXT', now(), 10000, '{}' from added""";
    private static final String ADD_SET = """
            insert into manifest_set (catalog_id, group_id, part, cohort, deployment_id, release_id, version, signed, issued_at, expires_at,
                set_keys, rollout_id, audience_list)
            select $1, $1, $2, 'NEXT', $3, $4, $5, '', now(), now() + interval '30 days',
                (select array_agg(key_id order by created_at) from set_key where replaced_at is null), $6, ''""";
    private static final String OPEN_ALL =
            "update rollout set buckets = 10000 where catalog_id = $1 and rollout_id = $2";
    private static final String OPEN = """
            update rollout r set listed = listed || d.member_hash from device d
            where r.catalog_id = $1 and r.rollout_id = $2 and d.catalog_id = $1 and d.device_id = $3""";
    private static final String BECOME = "update rollout set state = $3 where catalog_id = $1 and rollout_id = $2";
    private static final String ABORT = """
            update rollout set state = 'ABORTED', ended_at = now(), tentative_until = now() + $3::text::interval
            where catalog_id = $1 and rollout_id = $2""";

    /** Starts a rollout of an image, with no open devices. {@code version} is the version of the next manifest set. */
    public static TestRollout of(TestCatalog catalogs, CatalogId catalog, ReferenceValue image, long version) {
        return add(
                catalogs, catalog, catalogs.addDeployment(catalog, catalog.value(), image, version), "", null, version);
    }

    /** Starts a rollout of an OS release to a part, with no open devices. */
    static TestRollout ofRelease(TestCatalog catalogs, CatalogId catalog, String part, UUID release, long version) {
        return add(catalogs, catalog, null, part, release, version);
    }

    private static TestRollout add(
            TestCatalog catalogs,
            CatalogId catalog,
            @Nullable UUID deployment,
            String part,
            @Nullable UUID release,
            long version) {
        TestRollout rollout = new TestRollout(catalogs, catalog, UUID.randomUUID(), deployment);
        catalogs.update(catalog, ADD, catalog, rollout.id, deployment, version);
        catalogs.update(catalog, ADD_SET, catalog, part, deployment, release, version, rollout.id);
        return rollout;
    }

    /** Opens all devices of the group. */
    public TestRollout openAll() {
        catalogs.update(catalog, OPEN_ALL, catalog, id);
        return this;
    }

    /** Opens a device. */
    public TestRollout open(TestChip chip) {
        catalogs.update(catalog, OPEN, catalog, id, chip.device());
        return this;
    }

    /** Changes the state. */
    public void become(String state) {
        catalogs.update(catalog, BECOME, catalog, id, state);
    }

    /** Aborts the rollout. {@code stillCounts} is the time for which its tentative values still count, such as "7 days". */
    public void abort(String stillCounts) {
        catalogs.update(catalog, ABORT, catalog, id, stillCounts);
    }

    /** Returns the number of devices with a step, from the counters. */
    public long count(String step) {
        return catalogs.list(
                        catalog,
                        "select coalesce(sum(devices), 0)::bigint as devices from current_rollout_count"
                                + " where catalog_id = $1 and rollout_id = $2 and measure = $3",
                        row -> row.getLong("devices"),
                        catalog,
                        id,
                        step)
                .getFirst();
    }
}
