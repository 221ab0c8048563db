package dev.holdfast.contract.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/**
 * GUID of an image. Each build of an image has its own GUID, in section {@code ID} of its metadata.
 *
 * @param value the GUID
 */
public record ImageId(UUID value) {
    /**
     * Parses a GUID in its usual text form.
     *
     * @throws IllegalArgumentException for any other text
     */
    @JsonCreator
    public static ImageId parse(String text) {
        return new ImageId(ComponentId.guid(text));
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
