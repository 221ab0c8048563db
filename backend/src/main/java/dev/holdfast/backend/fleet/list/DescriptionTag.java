package dev.holdfast.backend.fleet.list;

import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.contract.operator.device.DeviceDescription;
import java.util.ArrayList;
import java.util.List;

/** The entity tag of a description (RFC 9110 §8.8.3), which follows from what it says, and how two of them differ. */
final class DescriptionTag {
    private DescriptionTag() {}

    /** Returns the entity tag, quotes included. */
    static String of(DeviceDescription description) {
        return EntityTag.of(description.name(), String.join(" ", description.tags()), description.notes());
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
