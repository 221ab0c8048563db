package dev.holdfast.contract.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Debian's {@code cddl} with a file of {@code docs}: what the documentation says of a format, judged by a program
 * that nobody here wrote. {@code ./holdfast test} installs it.
 */
final class Cddl {
    private static final Path DOCS = Path.of("../../docs");

    private Cddl() {}

    /** Asserts that {@code cbor} is what a rule says. */
    static void assertValid(String file, String rule, byte[] cbor) {
        assertThat(judged(file, rule, cbor)).as("%s of %s.cddl", rule, file).endsWith("is successful");
    }

    /** Asserts that {@code cbor} is not what a rule says. */
    static void assertInvalid(String file, String rule, byte[] cbor) {
        assertThat(judged(file, rule, cbor)).as("%s of %s.cddl", rule, file).contains("failed");
    }

    private static String judged(String file, String rule, byte[] cbor) {
        try {
            Path folder = Files.createTempDirectory("cddl");
            Path schema = folder.resolve("schema.cddl");
            Path item = folder.resolve("item.cbor");
            // The first rule of a file is what it validates against.
            Files.writeString(schema, "root = " + rule + "\n" + Files.readString(DOCS.resolve(file + ".cddl")));
            Files.write(item, cbor);
            String said = run(schema, item);
            for (Path temporary : List.of(schema, item, folder)) {
                Files.delete(temporary);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String run(Path schema, Path item) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder("cddl", "validate", "--cddl", schema.toString(), "--cbor", item.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new IOException("the program cddl is missing (Debian: apt install cddl); ./holdfast test gets it", e);
        }
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
