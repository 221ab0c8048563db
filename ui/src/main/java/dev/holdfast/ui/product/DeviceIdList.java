package dev.holdfast.ui.product;

import dev.holdfast.contract.id.DeviceId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Device IDs as people paste them: separated by lines, blanks, commas or semicolons.
 *
 * @param ids the ones that are device IDs, once each, in order
 * @param errors a sentence for each piece that is not one
 */
record DeviceIdList(List<DeviceId> ids, List<String> errors) {
    /** The most that one claim takes. */
    static final int MOST = 20_000;

    private static final Pattern SEPARATORS = Pattern.compile("[\\s,;]+");
    private static final int SHOWN = 24;

    static DeviceIdList parse(String text) {
        Set<DeviceId> ids = new LinkedHashSet<>();
        List<String> errors = new ArrayList<>();
        for (String piece : SEPARATORS.split(text, -1)) {
            if (piece.isEmpty()) {
                continue;
            }
            try {
                ids.add(DeviceId.parse(piece));
            } catch (IllegalArgumentException malformed) {
                errors.add("“" + abbreviate(piece) + "”: " + malformed.getMessage());
            }
        }
        if (ids.size() > MOST) {
            errors.add("at most 20,000 devices can be claimed at once; these are " + ids.size());
        }
        return new DeviceIdList(List.copyOf(ids), List.copyOf(errors));
    }

    private static String abbreviate(String piece) {
        return piece.length() <= SHOWN ? piece : piece.substring(0, SHOWN) + "…";
    }
}
