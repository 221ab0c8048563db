package dev.holdfast.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Trustworthiness claim of AR4SI (draft-ietf-rats-ar4si-10 §2.3.4) that a rule affects. An attestation result has a value for
 * each claim. The constants are in the order of AR4SI's labels.
 */
public enum TrustClaim {
    /** Identity of the device, and whether it is unique. */
    INSTANCE_IDENTITY("instance-identity"),
    /** Settings: keys, capabilities, manufacturing state. */
    CONFIGURATION("configuration"),
    /** Loaded software. */
    EXECUTABLES("executables"),
    /** File system. */
    FILE_SYSTEM("file-system"),
    /** Chip and firmware. */
    HARDWARE("hardware"),
    /** Protection of memory against reading. */
    RUNTIME_OPAQUE("runtime-opaque"),
    /** Protection of storage against reading. */
    STORAGE_OPAQUE("storage-opaque"),
    /** Sources of the data that the device processes. */
    SOURCED_DATA("sourced-data");

    private final String text;

    TrustClaim(String text) {
        this.text = text;
    }

    /** Returns the name in policies and facts. */
    @JsonValue
    public String text() {
        return text;
    }

    @JsonCreator
    static TrustClaim ofText(String text) {
        return Texts.find(values(), TrustClaim::text, text, "about");
    }
}
