package dev.holdfast.backend.fleet.list;

import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.operator.device.DeviceDescription;
import dev.holdfast.contract.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entity tag of a description (RFC 9110 §8.8.3), which follows from what it says, and how two of them differ. */
final class DescriptionTag {
    private static final int LENGTH = 32;

    private DescriptionTag() {}

    /** Returns the entity tag, quotes included. */
    static String of(DeviceDescription description) {
        String all = String.join("\0", description.name(), String.join(" ", description.tags()), description.notes());
        return '"' + Digest.sha256(all.getBytes(StandardCharsets.UTF_8)).hex().substring(0, LENGTH) + '"';
    }

    /** Fails unless a description is one of those that an {@code If-Match} names; null and {@code *} are good for any. */
    static void requireMatch(DeviceDescription current, @Nullable String expected) {
        if (expected == null || expected.strip().equals("*")) {
            return;
        }
        if (Arrays.stream(expected.split(",", -1)).map(String::strip).noneMatch(of(current)::equals)) {
            throw ProblemException.of(
                    ProblemType.CHANGED_MEANWHILE,
                    "Someone else changed the description since you read it. Nothing was changed: read it again, and change"
                            + " what it says now.");
        }
    }

    /** Says what was before and what is then. */
    static String difference(DeviceDescription before, DeviceDescription after) {
        List<String> parts = new ArrayList<>();
        add(parts, "Name", before.name(), after.name());
        add(parts, "Tags", String.join(", ", before.tags()), String.join(", ", after.tags()));
        add(parts, "Notes", before.notes(), after.notes());
        return String.join("; ", parts) + ".";
    }

    private static void add(List<String> parts, String what, String before, String after) {
        if (!before.equals(after)) {
            parts.add(what + ": " + said(before) + " → " + said(after));
        }
    }

    private static String said(String text) {
        return text.isEmpty() ? "none" : '“' + text + '”';
    }
}
