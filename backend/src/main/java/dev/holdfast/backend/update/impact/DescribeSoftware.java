package dev.holdfast.backend.update.impact;

import dev.holdfast.backend.fleet.OsVersion;
import dev.holdfast.backend.fleet.SoftwareEffect;
import dev.holdfast.backend.fleet.UpdatePolicy;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.update.deployment.PreviewDeployment;
import dev.holdfast.backend.update.deployment.ReplacedImages;
import dev.holdfast.backend.update.feed.ListReleases;
import dev.holdfast.backend.update.image.DeployedImage;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.image.ImageView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Describes the targets of groups before and after a change. */
@ApplicationScoped
class DescribeSoftware implements SoftwareEffect {
    private static final String VERSIONS =
            "select release_id, security_version from os_release where release_id = any ($1::uuid[])";

    @Override
    public Uni<List<String>> ofSettings(Tx tx, UUID group, String feed, UpdatePolicy policy) {
        return PreviewTargets.partsOfSettings(tx, group, feed, policy).chain(parts -> words(tx, parts));
    }

    @Override
    public Uni<List<String>> ofMove(Tx tx, Collection<DeviceId> devices, UUID group) {
        return PreviewTargets.partsOfMove(tx, devices, group).chain(parts -> words(tx, parts));
    }

    private record Software(
            Map<UUID, String> versions, Map<UUID, List<ImageView>> system, Map<UUID, List<ImageView>> deployed) {
        private String version(@Nullable UUID release) {
            return release == null ? "none" : versions.getOrDefault(release, "none");
        }

        private static List<ImageView> images(Map<UUID, List<ImageView>> all, @Nullable UUID id) {
            return id == null ? List.of() : all.getOrDefault(id, List.of());
        }

        private Stream<String> words(CountedDevices part) {
            List<String> changes = new ArrayList<>();
            long bytes = 0;
            if (part.changesRelease()) {
                changes.add("operating system " + version(part.before().release()) + " → "
                        + version(part.after().release()));
                bytes += PreviewDeployment.bytes(
                        images(system, part.before().release()),
                        images(system, part.after().release()));
            }
            if (part.changesDeployment()) {
                List<ImageView> before = images(deployed, part.before().deployment());
                List<ImageView> after = images(deployed, part.after().deployment());
                changes.addAll(ReplacedImages.changes(before, after));
                bytes += PreviewDeployment.bytes(before, after);
            }
            return changes.isEmpty()
                    ? Stream.empty()
                    : Stream.of("Part " + part.part() + ": " + String.join("; ", changes) + ". "
                            + ReplacedImages.bytes(bytes));
        }
    }

    private static Uni<List<String>> words(Tx tx, List<CountedDevices> parts) {
        Set<UUID> releases = ids(parts, CountedDevices.Target::release);
        return tx.list(VERSIONS, row -> row, Columns.guids(releases, release -> release))
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(
                                row -> row.getUUID("release_id"),
                                row -> OsVersion.name(row.getLong("security_version")))))
                .chain(versions -> ListReleases.images(tx, releases)
                        .chain(system -> DeployedImage.of(tx, ids(parts, CountedDevices.Target::deployment))
                                .map(deployed -> new Software(versions, system, deployed))))
                .map(software -> parts.stream()
                        .flatMap(software::words)
                        .distinct()
                        .sorted()
                        .toList());
    }

    private static Set<UUID> ids(List<CountedDevices> parts, Function<CountedDevices.Target, @Nullable UUID> id) {
        return parts.stream()
                .flatMap(part -> Stream.of(part.before(), part.after()))
                .map(id)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }
}
