package dev.holdfast.backend;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads the stored inputs (seed corpus) of fuzz targets for binary formats. */
public final class Corpus {
    private Corpus() {}

    /** Reads the text file named after the class: one input a line, in base64. Lines that begin with {@code #} are comments. */
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
