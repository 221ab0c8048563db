package dev.holdfast.contract.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names a device: the X‖Y of its chip's P-256 attestation public key, in text 128 hex digits. A verifier can
 * therefore check a device's evidence from its name alone. Text of either case is accepted (Azure Sphere's command
 * line prints upper case, its tools lower case) and lower case is written.
 *
 * @param key the attestation public key
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

    /** Returns the name of the device whose attestation key has the 64 bytes {@code xy}. */
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

    /** Returns the first twelve digits, for logs and tables; not unique. */
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
