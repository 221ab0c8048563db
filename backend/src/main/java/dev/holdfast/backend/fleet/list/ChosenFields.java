package dev.holdfast.backend.fleet.list;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.operator.device.DevicePage;
import dev.holdfast.contract.operator.device.DeviceView;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fields of devices that a caller wants.
 *
 * @param names in the order asked for; empty for all
 */
record ChosenFields(List<String> names) {
    /** All fields of a device. */
    static final List<String> ALL = Arrays.stream(DeviceView.class.getRecordComponents())
            .map(RecordComponent::getName)
            .toList();

    /** Copies the list. */
    ChosenFields {
        names = List.copyOf(names);
    }

    /** Reads names with commas between them; null for all. */
    static ChosenFields parse(@Nullable String text) {
        if (text == null) {
            return new ChosenFields(List.of());
        }
        List<String> names =
                Arrays.stream(text.split(",", -1)).map(String::strip).distinct().toList();
        if (!ALL.containsAll(names)) {
            throw ProblemException.invalid(
                    "fields", "is some of " + String.join(", ", ALL) + ", with commas between them");
        }
        return new ChosenFields(names);
    }

    /** Returns a page with these fields alone. */
    Object of(DevicePage page, ObjectMapper json) {
        if (names.isEmpty()) {
            return page;
        }
        ObjectNode all = json.valueToTree(page);
        ((ArrayNode) all.get("devices")).forEach(device -> ((ObjectNode) device).retain(names));
        return all;
    }
}
