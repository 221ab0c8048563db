package dev.holdfast.contract;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.P256PublicKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the test vectors in {@code src/test/resources/mt3620}: hex, with comments in lines that start with {@code #}. */
public final class Vectors {
    private Vectors() {}

    /** Reads {@code name.hex}. */
    public static byte[] read(String name) {
        return HexFormat.of()
                .parseHex(text(name + ".hex")
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .collect(Collectors.joining()));
    }

    /** Returns the public key that verifies every vector. */
    public static P256PublicKey key() {
        return P256PublicKey.of(read("key"));
    }

    /** Returns the ID of the device that the capability files are for. */
    public static DeviceId device() {
        return DeviceId.of(read("device"));
    }

    /** Returns every vector that is an image package. */
    public static Stream<byte[]> packages() {
        return Stream.of(
                        "application",
                        "application-sdk",
                        "application-shuffled",
                        "minimal",
                        "keystore",
                        "keystore-full",
                        "manifest-base",
                        "manifest-grown",
                        "capability",
                        "capability-many")
                .map(Vectors::read);
    }

    /** Reads a file as text. */
    public static String text(String file) {
        try (InputStream in = Objects.requireNonNull(Vectors.class.getResourceAsStream("/mt3620/" + file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
