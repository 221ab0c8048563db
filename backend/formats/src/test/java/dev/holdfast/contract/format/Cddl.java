package dev.holdfast.contract.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Validates messages against the CDDL schemas in {@code docs}, with Debian's program {@code cddl}. {@code ./holdfast
 * test} installs it.
 */
final class Cddl {
    private static final Path DOCS = Path.of("../../docs");

    private Cddl() {}

    /** Asserts that {@code cbor} matches a rule of the schema {@code docs/FILE.cddl}. */
    static void assertValid(String file, String rule, byte[] cbor) {
        assertThat(validate(file, rule, cbor)).as("%s of %s.cddl", rule, file).endsWith("is successful");
    }

    /** Asserts that {@code cbor} violates a rule of the schema {@code docs/FILE.cddl}. */
    static void assertInvalid(String file, String rule, byte[] cbor) {
        assertThat(validate(file, rule, cbor)).as("%s of %s.cddl", rule, file).contains("failed");
    }

    /** Returns the output of the program for an item and a rule. */
    private static String validate(String file, String rule, byte[] cbor) {
        try {
            Path folder = Files.createTempDirectory("cddl");
            Path schema = folder.resolve("schema.cddl");
            Path item = folder.resolve("item.cbor");
            // The program validates against the first rule of a file.
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
