package dev.holdfast.gateway.support;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Stored inputs for fuzz targets of binary formats. */
public final class Corpus {
    private Corpus() {}

    /** Reads the inputs from the text file with the name of the class: one input in base64 on each line, {@code #} for comments. */
    public static Stream<byte[]> of(Class<?> targets) {
        String file = targets.getSimpleName() + ".txt";
        try (InputStream in = Objects.requireNonNull(targets.getResourceAsStream(file), file)) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
            return lines.stream().filter(line -> !line.startsWith("#")).map(Base64.getDecoder()::decode);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
