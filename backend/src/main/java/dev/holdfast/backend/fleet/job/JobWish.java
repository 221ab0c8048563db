package dev.holdfast.backend.fleet.job;

import dev.holdfast.backend.fleet.DeviceGroups;
import dev.holdfast.contract.operator.job.DeviceJobAct;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

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
    /** Copies the lists. */
    public JobWish {
        add = List.copyOf(add);
        remove = List.copyOf(remove);
    }

    /** Wishes something that takes no more words. */
    static JobWish of(DeviceJobAct act) {
        return new JobWish(act, "", "", List.of(), List.of());
    }

    /** Wishes devices into a group. */
    static JobWish into(DeviceJobAct act, String product, String group) {
        return new JobWish(act, product, group, List.of(), List.of());
    }

    /** Wishes tags. */
    static JobWish tags(List<String> add, List<String> remove) {
        return new JobWish(DeviceJobAct.TAG, "", "", add, remove);
    }

    static JobWish read(DeviceJobAct act, JsonObject json) {
        return new JobWish(
                act,
                json.getString("product", ""),
                json.getString("group", ""),
                texts(json.getJsonArray("add", new JsonArray())),
                texts(json.getJsonArray("remove", new JsonArray())));
    }

    /** Returns the group to put devices into. */
    public DeviceGroups.Name destination() {
        return new DeviceGroups.Name(product, group);
    }

    JsonObject json() {
        return new JsonObject()
                .put("product", product)
                .put("group", group)
                .put("add", add)
                .put("remove", remove);
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

    private static List<String> texts(JsonArray array) {
        return array.stream().map(String::valueOf).toList();
    }
}
