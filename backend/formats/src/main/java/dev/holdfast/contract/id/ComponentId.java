package dev.holdfast.contract.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/**
 * GUID of a component. All versions of an image have the same component GUID, in section {@code ID} of their metadata.
 *
 * @param value the GUID
 */
public record ComponentId(UUID value) {
    /**
     * Parses a GUID in its usual text form.
     *
     * @throws IllegalArgumentException if {@link UUID#fromString} refuses the text
     */
    @JsonCreator
    public static ComponentId parse(String text) {
        return new ComponentId(UUID.fromString(text));
    }

    /** Returns the usual text form of the GUID. */
    @JsonValue
    public String text() {
        return value.toString();
    }

    @Override
    public String toString() {
        return text();
    }
}
