package dev.holdfast.standalone.e2e;

import dev.holdfast.standalone.demo.OperatorClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether a restored audit log continues an earlier one.
 *
 * @param stack runs {@code verify-audit}
 * @param owner reads the restored log
 * @param catalog path of the catalog in the operator API
 * @param folder for the exported files
 */
record AuditContinuation(Stack stack, OperatorClient owner, String catalog, Path folder) {
    /** Returns the output of {@code verify-audit} for the log and an earlier checkpoint, and the log itself. */
    String since(Path checkpoint) {
        try {
            byte[] log = owner.bytes(catalog + "/audit/export");
            Path export = Files.write(folder.resolve("log.jsonl"), log);
            Path key = Files.writeString(
                    folder.resolve("key"), owner.raw(catalog + "/audit/key").body());
            Stack.Outcome verified = stack.holdfast(
                    "verify-audit", export.toString(), "--key", key.toString(), "--earlier", checkpoint.toString());
            return verified.output() + new String(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
