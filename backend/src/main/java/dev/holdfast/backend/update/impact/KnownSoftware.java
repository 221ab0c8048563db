package dev.holdfast.backend.update.impact;

import dev.holdfast.backend.fleet.OsVersion;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.update.deployment.GroupRules;
import dev.holdfast.backend.update.feed.ListReleases;
import dev.holdfast.backend.update.image.DeployedImage;
import dev.holdfast.contract.operator.image.ImageView;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Releases and deployments that devices have or would get.
 *
 * @param byId releases of the devices' parts
 * @param byVersion the same releases, by part and version
 * @param system images of releases in installation order
 * @param deployed images of deployments in installation order
 * @param notProvided first image of a deployment that needs a newer interface than a release provides, as a sentence
 */
record KnownSoftware(
        Map<UUID, Release> byId,
        Map<Version, Release> byVersion,
        Map<UUID, List<ImageView>> system,
        Map<UUID, List<ImageView>> deployed,
        Map<Pair, String> notProvided) {
    private static final String RELEASES =
            "select release_id, part, security_version from os_release where part = any ($1::text[])";
    private static final String NOT_PROVIDED = """
            select distinct on (o.release_id, o.deployment_id) o.release_id, o.deployment_id, i.name, n.identity, n.version as needed,
                v.version as provided
            from unnest($2::uuid[], $3::uuid[], $4::uuid[]) as o(release_id, deployment_id, image_id)
            join image i on i.catalog_id = $1 and i.image_id = o.image_id
            """ + GroupRules.INTERFACES + """
            where v.version < n.version
            order by o.release_id, o.deployment_id, i.name""";

    record Release(UUID id, String part, long securityVersion) {
        String version() {
            return OsVersion.name(securityVersion);
        }
    }

    /** OS version of a part, such as {@code 26.09}. */
    record Version(String part, String version) {}

    /** A release with a deployment. */
    record Pair(UUID release, UUID deployment) {}

    private record Needed(Pair pair, ImageView image) {}

    /** {@code proposed}: images of deployments that are not stored. */
    static Uni<KnownSoftware> of(Tx tx, List<CountedDevices> devices, Map<UUID, List<ImageView>> proposed) {
        Set<String> parts = devices.stream().map(CountedDevices::part).collect(Collectors.toSet());
        Set<UUID> deployments = devices.stream()
                .flatMap(some -> Stream.of(
                        Optional.ofNullable(some.attested()),
                        Optional.ofNullable(some.after().deployment())))
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
        return tx.list(RELEASES, KnownSoftware::release, Columns.texts(parts, part -> part))
                .map(releases -> new KnownSoftware(
                        releases.stream().collect(Collectors.toMap(Release::id, Function.identity())),
                        releases.stream()
                                .collect(Collectors.toMap(
                                        release -> new Version(release.part(), release.version()),
                                        Function.identity())),
                        Map.of(),
                        proposed,
                        Map.of()))
                .chain(known -> known.readImages(tx, devices, deployments));
    }

    private Uni<KnownSoftware> readImages(Tx tx, List<CountedDevices> devices, Set<UUID> deployments) {
        Set<UUID> releases = devices.stream()
                .flatMap(some -> Stream.of(now(some), then(some)).flatMap(Optional::stream))
                .map(Release::id)
                .collect(Collectors.toSet());
        Set<Pair> pairs = devices.stream().flatMap(some -> pair(some).stream()).collect(Collectors.toSet());
        return ListReleases.images(tx, releases)
                .chain(system -> DeployedImage.of(tx, deployments)
                        .map(this::withProposed)
                        .chain(all -> missing(tx, needed(pairs, all))
                                .map(missing -> new KnownSoftware(byId, byVersion, system, all, missing))));
    }

    private static Uni<Map<Pair, String>> missing(Tx tx, List<Needed> needed) {
        return tx.list(
                        NOT_PROVIDED,
                        row -> row,
                        tx.catalog(),
                        Columns.guids(needed, each -> each.pair().release()),
                        Columns.guids(needed, each -> each.pair().deployment()),
                        Columns.guids(needed, each -> each.image().id().value()))
                .map(rows -> rows.stream().collect(Collectors.toMap(KnownSoftware::pair, KnownSoftware::sentence)));
    }

    private Map<UUID, List<ImageView>> withProposed(Map<UUID, List<ImageView>> stored) {
        Map<UUID, List<ImageView>> all = new HashMap<>(stored);
        all.putAll(deployed);
        return Map.copyOf(all);
    }

    private static List<Needed> needed(Set<Pair> pairs, Map<UUID, List<ImageView>> deployed) {
        return pairs.stream()
                .flatMap(pair -> deployed.getOrDefault(pair.deployment(), List.of()).stream()
                        .map(image -> new Needed(pair, image)))
                .toList();
    }

    /** Returns the release of the last attestation; empty if it is not known. */
    Optional<Release> now(CountedDevices devices) {
        return Optional.ofNullable(byVersion.get(new Version(devices.part(), devices.osVersion())));
    }

    /** Returns the release of the target after the change. */
    Optional<Release> then(CountedDevices devices) {
        return Optional.ofNullable(devices.after().release()).map(byId::get);
    }

    /** Returns why the deployment of the target does not run on its operating system, as a sentence; empty if it does. */
    Optional<String> refusal(CountedDevices devices) {
        return pair(devices).map(notProvided::get);
    }

    List<ImageView> system(Optional<Release> release) {
        return release.map(Release::id).map(system::get).orElse(List.of());
    }

    List<ImageView> deployed(@Nullable UUID deployment) {
        return deployment == null ? List.of() : deployed.getOrDefault(deployment, List.of());
    }

    private Optional<Pair> pair(CountedDevices devices) {
        UUID deployment = devices.after().deployment();
        return deployment == null
                ? Optional.empty()
                : then(devices).or(() -> now(devices)).map(release -> new Pair(release.id(), deployment));
    }

    private static Release release(Row row) {
        return new Release(row.getUUID("release_id"), row.getString("part"), row.getLong("security_version"));
    }

    private static Pair pair(Row row) {
        return new Pair(row.getUUID("release_id"), row.getUUID("deployment_id"));
    }

    private static String sentence(Row row) {
        return "Image " + row.getString("name") + " needs version " + row.getLong("needed") + " of interface "
                + row.getLong("identity") + ", and the operating system provides version " + row.getLong("provided")
                + ".";
    }
}
