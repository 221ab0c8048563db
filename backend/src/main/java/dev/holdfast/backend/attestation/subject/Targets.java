package dev.holdfast.backend.attestation.subject;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.Digest;
import io.vertx.sqlclient.Row;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Images that count for a device, see the SQL function {@code device_sets}.
 *
 * @param current images of its group's current manifest set
 * @param rollout newest rollout of its group, if it has opened the device and counts; otherwise null
 * @param deployed digests of images whose tentative reference values count besides these: from rollouts that opened the device, and from
 *     the group that it left
 */
public record Targets(TargetImages current, @Nullable OpenRollout rollout, Set<Digest> deployed) {
    /** Reads the columns of {@code device_sets} and the digests of their images. {@code version} is that of the current set. */
    public static Targets of(Row row, long version) {
        UUID rollout = row.getUUID("rollout_id");
        Long next = row.getLong("next_version");
        return new Targets(
                new TargetImages(version, row.getUUID("current_release"), Columns.digests(row, "current_digests")),
                rollout == null || next == null
                        ? null
                        : new OpenRollout(
                                rollout,
                                row.getBoolean("is_withheld"),
                                new TargetImages(
                                        next, row.getUUID("next_release"), Columns.digests(row, "next_digests"))),
                Columns.digests(row, "deployed_digests"));
    }

    /** Returns the digests of the measurements in evidence. */
    static Set<Digest> measured(Evidence evidence) {
        return evidence.measurements().stream().map(Measurement::digest).collect(Collectors.toSet());
    }

    /**
     * Returns what the device should run: the next images if its rollout offers them, else the current ones. While the rollout is withheld, a
     * device that already has the next images keeps them, until the current set has a higher version.
     */
    public TargetImages target(Evidence evidence) {
        if (rollout == null) {
            return current;
        }
        boolean keeps =
                rollout.next().version() > current.version() && rollout.next().areIn(measured(evidence));
        return !rollout.withheld() || keeps ? rollout.next() : current;
    }

    /** Returns everything that {@link #target} can return. */
    public Stream<TargetImages> all() {
        return Stream.concat(Stream.of(current), Stream.ofNullable(rollout).map(OpenRollout::next));
    }

    /** Returns the lowest version of a manifest set that the device may install; 0 if there is none. */
    public long lowestSetVersion() {
        return rollout == null || rollout.withheld()
                ? current.version()
                : rollout.next().version();
    }

    /** Returns the digests of all images that count. */
    public Set<Digest> accepted() {
        return rollout == null && deployed.isEmpty()
                ? current.digests()
                : Stream.concat(all().map(TargetImages::digests), Stream.of(deployed))
                        .flatMap(Set::stream)
                        .collect(Collectors.toUnmodifiableSet());
    }
}
