package dev.holdfast.sim.mt3620.profile;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.holdfast.contract.format.ImageType;

/**
 * One step of the boot chain: the images of one type.
 *
 * @param type what is verified and run in this step
 * @param console how the debug console names it
 * @param key whose signature it must have
 * @param count how many images of the type there are
 * @param measured whether it takes a measurement register
 */
public record BootStage(
        @JsonProperty(required = true) ImageType type,
        @JsonProperty(required = true) String console,
        @JsonProperty(required = true) SigningKey key,
        @JsonProperty(required = true) Count count,
        @JsonProperty(required = true) boolean measured) {

    /** Where the key is that an image must be signed with. */
    public enum SigningKey {
        /** In the fuses, for what runs before the trusted keystore can be used. */
        ROM,
        /** In the trusted keystore, by type. */
        KEYSTORE
    }

    /** How many images of a type boot. */
    public enum Count {
        /** Exactly one. */
        ONE,
        /** One or more. */
        SOME,
        /** Any number, none too. */
        ANY;

        /** Returns whether so many are as they should be. */
        public boolean allows(int images) {
            return switch (this) {
                case ONE -> images == 1;
                case SOME -> images >= 1;
                case ANY -> true;
            };
        }
    }
}
