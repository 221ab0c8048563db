package dev.holdfast.contract.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * ID of a device: X‖Y of the chip's P-256 attestation public key, 128 hex digits in text. A verifier uses this key to verify
 * the device's evidence. Parsing accepts upper and lower case, because Azure Sphere's command line prints upper case and its
 * other tools lower case. Output is lower case.
 *
 * @param key attestation public key
 */
public record DeviceId(P256PublicKey key) implements Comparable<DeviceId> {
    /** Number of hex digits in the text form. */
    public static final int TEXT_LENGTH = 128;

    /**
     * Parses 128 hex digits.
     *
     * @throws IllegalArgumentException for any other text
     */
    @JsonCreator
    public static DeviceId parse(String hex) {
        if (hex.length() != TEXT_LENGTH) {
            throw new IllegalArgumentException("a device ID has 128 hex digits; this one has " + hex.length());
        }
        return new DeviceId(P256PublicKey.parse(hex));
    }

    /** Returns the ID of the device with the attestation key X‖Y, 64 bytes. */
    public static DeviceId of(byte[] xy) {
        return new DeviceId(P256PublicKey.of(xy));
    }

    /** Returns the 64 bytes X‖Y. */
    public byte[] bytes() {
        return key.bytes();
    }

    /** Returns the text form: 128 lower-case hex digits. */
    @JsonValue
    public String text() {
        return key.hex();
    }

    /** Returns the first twelve digits, for logs and tables. They are not unique. */
    public String shortText() {
        return text().substring(0, 12);
    }

    @Override
    public int compareTo(DeviceId other) {
        return text().compareTo(other.text());
    }

    @Override
    public String toString() {
        return text();
    }
}
