package dev.holdfast.sim.mt3620.profile;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.holdfast.contract.format.ImageType;

/**
 * One step of the boot chain: the images of one type.
 *
 * @param type image type
 * @param console name on the debug console
 * @param key required signing key
 * @param count number of images
 * @param measured whether the image takes a measurement register
 */
public record BootStage(
        @JsonProperty(required = true) ImageType type,
        @JsonProperty(required = true) String console,
        @JsonProperty(required = true) SigningKey key,
        @JsonProperty(required = true) Count count,
        @JsonProperty(required = true) boolean measured) {

    /** Location of the key that must have signed the image. */
    public enum SigningKey {
        /** In the fuses, for images before the trusted keystore. */
        ROM,
        /** In the trusted keystore, by image type. */
        KEYSTORE
    }

    /** Allowed numbers of images of a type. */
    public enum Count {
        ONE,
        /** At least one. */
        SOME,
        /** Any number, also none. */
        ANY;

        public boolean allows(int images) {
            return switch (this) {
                case ONE -> images == 1;
                case SOME -> images >= 1;
                case ANY -> true;
            };
        }
    }
}
