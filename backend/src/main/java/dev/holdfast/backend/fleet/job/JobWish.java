package dev.holdfast.backend.fleet.job;

import dev.holdfast.backend.fleet.DeviceGroups;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.contract.operator.job.DeviceJobAct;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a job shall do.
 *
 * @param act what
 * @param product the product of the group to put devices into, by name; empty where none is meant
 * @param group the group, by name; empty where none is meant
 * @param add tags to give
 * @param remove tags to take away
 */
public record JobWish(DeviceJobAct act, String product, String group, List<String> add, List<String> remove) {
    public JobWish {
        add = List.copyOf(add);
        remove = List.copyOf(remove);
    }

    /** Wishes something that takes no more words. */
    static JobWish of(DeviceJobAct act) {
        return new JobWish(act, "", "", List.of(), List.of());
    }

    /** Wishes devices into a group; fails with {@code invalid-request} if only one of both names stands for none. */
    static JobWish into(DeviceJobAct act, String product, String group) {
        DeviceGroups.Name name = DeviceGroups.Name.of(product, group);
        return new JobWish(act, name.product(), name.group(), List.of(), List.of());
    }

    /** Wishes tags, of which null is none; fails with {@code invalid-request} if there is none, or one is given and taken. */
    static JobWish tags(@Nullable List<String> add, @Nullable List<String> remove) {
        List<String> given = sorted(add);
        List<String> taken = sorted(remove);
        new Checks()
                .that(!given.isEmpty() || !taken.isEmpty(), "add", "or remove names a tag")
                .that(Collections.disjoint(given, taken), "remove", "names no tag that add names")
                .done();
        return new JobWish(DeviceJobAct.TAG, "", "", given, taken);
    }

    private static List<String> sorted(@Nullable List<String> tags) {
        return tags == null ? List.of() : tags.stream().distinct().sorted().toList();
    }

    static JobWish read(Row row) {
        return new JsonObject(row.getString("wish")).mapTo(JobWish.class);
    }

    /** Returns the group to put devices into. */
    public DeviceGroups.Name destination() {
        return new DeviceGroups.Name(product, group);
    }

    /** Says it, such as {@code Move to Toaster / Production}. */
    String summary() {
        return switch (act) {
            case MOVE -> "Move to " + destination();
            case CLAIM -> "Claim into " + destination();
            case BLOCK -> "Block";
            case UNBLOCK -> "Unblock";
            case TAG -> tagging();
        };
    }

    private String tagging() {
        List<String> parts = new ArrayList<>();
        if (!add.isEmpty()) {
            parts.add("Tag with " + String.join(", ", add));
        }
        if (!remove.isEmpty()) {
            parts.add((parts.isEmpty() ? "Take away " : "take away ") + String.join(", ", remove));
        }
        return String.join("; ", parts);
    }
}
