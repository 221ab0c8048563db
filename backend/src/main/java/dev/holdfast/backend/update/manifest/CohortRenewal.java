package dev.holdfast.backend.update.manifest;

import dev.holdfast.backend.platform.tx.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Planned renewal of the manifest sets of a cohort.
 *
 * @param contents contents of the new sets
 * @param changed whether the images changed
 * @param offersChanged whether the feed offers another release for a part that had a set, or none any more
 * @param oldVersion current version, 0 for none
 * @param newVersion new version; 0 if there are no targets
 * @param atOnce whether devices install the new sets at once, without windows
 */
record CohortRenewal(
        SetContents contents,
        boolean changed,
        boolean offersChanged,
        long oldVersion,
        long newVersion,
        boolean atOnce) {
    private static final String SERVED = """
            select part, release_id, deployment_id, at_once from manifest_set where catalog_id = $1 and group_id = $2 and cohort = $3""";

    /** Origin of a manifest set: OS release and deployment. */
    private record Origin(@Nullable UUID release, @Nullable UUID deployment) {}

    /**
     * Plans a new version if the images changed or another cohort got one, otherwise the same one. Sets that devices install at once stay
     * so, because some devices may not have installed them yet.
     *
     * @param oldVersion current version of the cohort, 0 for none
     * @param isOutdated whether the cohort needs a new version in any case
     * @param leadsBack whether a new version leads devices back
     */
    static Uni<CohortRenewal> plan(
            Tx tx,
            ManifestSigner signer,
            UUID group,
            Cohort cohort,
            SetContents contents,
            long oldVersion,
            boolean isOutdated,
            boolean leadsBack) {
        return tx.list(SERVED, row -> row, tx.catalog(), group, cohort).chain(rows -> {
            Map<String, Origin> served = origins(rows);
            Map<String, Origin> planned = origins(contents);
            boolean changed = !served.equals(planned);
            boolean offersChanged = served.keySet().stream()
                    .anyMatch(part -> !Objects.equals(release(served, part), release(planned, part)));
            Uni<Long> version = contents.targets().isEmpty()
                    ? Uni.createFrom().item(0L)
                    : changed || isOutdated || oldVersion == 0
                            ? signer.nextVersion(tx)
                            : Uni.createFrom().item(oldVersion);
            boolean staysAtOnce = rows.stream().anyMatch(row -> row.getBoolean("at_once"));
            return version.map(next -> new CohortRenewal(
                    contents,
                    changed,
                    offersChanged,
                    oldVersion,
                    next,
                    staysAtOnce || (leadsBack && next != oldVersion)));
        });
    }

    /** Returns whether the sets of the devices that no rollout has opened list exactly these images. */
    static Uni<Boolean> isServed(Tx tx, UUID group, SetContents contents) {
        return tx.list(SERVED, row -> row, tx.catalog(), group, Cohort.CURRENT)
                .map(rows -> origins(rows).equals(origins(contents)));
    }

    private static Map<String, Origin> origins(List<Row> served) {
        Map<String, Origin> origins = new HashMap<>();
        served.forEach(row -> origins.put(
                row.getString("part"), new Origin(row.getUUID("release_id"), row.getUUID("deployment_id"))));
        return origins;
    }

    private static Map<String, Origin> origins(SetContents contents) {
        Map<String, Origin> origins = new HashMap<>();
        contents.targets()
                .forEach(target -> origins.put(target.part(), new Origin(target.release(), contents.deployment())));
        return origins;
    }

    private static @Nullable UUID release(Map<String, Origin> origins, String part) {
        Origin origin = origins.get(part);
        return origin == null ? null : origin.release();
    }

    /** Returns whether the cohort neither has sets nor gets some. */
    boolean isEmpty() {
        return oldVersion == 0 && newVersion == 0;
    }

    boolean isNewVersion() {
        return newVersion != oldVersion;
    }

    List<PartTarget> targets() {
        return contents.targets();
    }
}
