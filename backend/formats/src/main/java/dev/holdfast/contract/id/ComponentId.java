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
     * @throws IllegalArgumentException for any other text
     */
    @JsonCreator
    public static ComponentId parse(String text) {
        return new ComponentId(guid(text));
    }

    /** Parses a GUID. {@link UUID#fromString} alone also accepts shorter and longer groups of digits. */
    static UUID guid(String text) {
        UUID guid = UUID.fromString(text);
        if (!guid.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException("not a GUID: " + text);
        }
        return guid;
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
