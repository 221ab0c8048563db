package dev.holdfast.backend.fleet.job;

import dev.holdfast.backend.fleet.DeviceGroups;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.contract.operator.job.DeviceJobOperation;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Specification of a job.
 *
 * @param product product of the destination group; empty if the operation has no destination
 * @param group name of the destination group; empty if the operation has no destination
 * @param add tags to add; empty for operations other than {@code TAG}
 * @param remove tags to remove; empty for operations other than {@code TAG}
 */
public record JobSpec(
        DeviceJobOperation operation, String product, String group, List<String> add, List<String> remove) {
    public JobSpec {
        add = List.copyOf(add);
        remove = List.copyOf(remove);
    }

    /** Creates the specification of an operation without parameters. */
    static JobSpec of(DeviceJobOperation operation) {
        return new JobSpec(operation, "", "", List.of(), List.of());
    }

    /** Creates an operation with a destination; fails with {@code invalid-request} if only one of the two names is reserved. */
    static JobSpec into(DeviceJobOperation operation, String product, String group) {
        DeviceGroups.Name name = DeviceGroups.Name.of(product, group);
        return new JobSpec(operation, name.product(), name.group(), List.of(), List.of());
    }

    /** Creates a tag operation; fails with {@code invalid-request} if no tag is named, or one is both added and removed. */
    static JobSpec tags(@Nullable List<String> add, @Nullable List<String> remove) {
        List<String> given = sorted(add);
        List<String> taken = sorted(remove);
        new Checks()
                .that(!given.isEmpty() || !taken.isEmpty(), "add", "or remove must name a tag")
                .that(Collections.disjoint(given, taken), "remove", "names a tag that add names too")
                .done();
        return new JobSpec(DeviceJobOperation.TAG, "", "", given, taken);
    }

    private static List<String> sorted(@Nullable List<String> tags) {
        return tags == null ? List.of() : tags.stream().distinct().sorted().toList();
    }

    static JobSpec read(Row row) {
        return new JsonObject(row.getString("spec")).mapTo(JobSpec.class);
    }

    public DeviceGroups.Name destination() {
        return new DeviceGroups.Name(product, group);
    }

    /** Returns for instance {@code Move to Toaster / Production}. */
    String summary() {
        return switch (operation) {
            case MOVE -> "Move to " + destination();
            case CLAIM -> "Claim into " + destination();
            case BLOCK -> "Block";
            case UNBLOCK -> "Unblock";
            case TAG -> tagSummary();
        };
    }

    private String tagSummary() {
        List<String> parts = new ArrayList<>();
        if (!add.isEmpty()) {
            parts.add("Tag with " + String.join(", ", add));
        }
        if (!remove.isEmpty()) {
            parts.add((parts.isEmpty() ? "Remove " : "remove ") + String.join(", ", remove));
        }
        return String.join("; ", parts);
    }
}
