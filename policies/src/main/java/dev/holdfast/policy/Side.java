package dev.holdfast.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A side of a device that a rule speaks about: the trustworthiness claims of AR4SI (draft-ietf-rats-ar4si-10 §2.3.4) by their
 * names, in the order of their labels. An attestation result says for each how far it can be trusted.
 */
public enum Side {
    /** Which device it is, and whether it is the only one that says so. */
    INSTANCE_IDENTITY("instance-identity"),
    /** Its settings: keys, capabilities, state of manufacture. */
    CONFIGURATION("configuration"),
    /** What it has loaded. */
    EXECUTABLES("executables"),
    /** Its files. */
    FILE_SYSTEM("file-system"),
    /** The chip and its firmware. */
    HARDWARE("hardware"),
    /** Whether its memory can be looked into. */
    RUNTIME_OPAQUE("runtime-opaque"),
    /** Whether its storage can be. */
    STORAGE_OPAQUE("storage-opaque"),
    /** Whom it has its data from. */
    SOURCED_DATA("sourced-data");

    private final String text;

    Side(String text) {
        this.text = text;
    }

    /** Returns how policies and facts write it. */
    @JsonValue
    public String text() {
        return text;
    }

    @JsonCreator
    static Side ofText(String text) {
        return Texts.find(values(), Side::text, text, "about");
    }
}
