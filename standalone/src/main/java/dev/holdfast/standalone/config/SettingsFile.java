package dev.holdfast.standalone.config;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The settings of an installation: {@code holdfast.properties}. People edit the file, and {@code up} adds settings. */
final class SettingsFile {
    /** A line that ends with an odd number of backslashes. Its value goes on in the next line. */
    private static final Pattern CONTINUED = Pattern.compile(".*(?<!\\\\)(\\\\\\\\)*\\\\");

    private SettingsFile() {}

    static Properties read(Path file) throws IOException {
        Properties settings = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                settings.load(reader);
            }
        }
        return settings;
    }

    /**
     * Replaces the lines of some settings. Keeps all other lines, comments and the mode. People may keep the file elsewhere and link to it:
     * the link stays.
     */
    static void write(Path file, Map<String, String> changes) {
        try {
            List<String> lines = new ArrayList<>();
            boolean continued = false;
            boolean replaced = false;
            for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
                if (!continued) {
                    replaced = !Collections.disjoint(parse(line).stringPropertyNames(), changes.keySet());
                }
                if (!replaced) {
                    lines.add(line);
                }
                continued = CONTINUED.matcher(line).matches()
                        && (continued || !parse(line).isEmpty());
            }
            new TreeMap<>(changes).forEach((key, value) -> lines.add(key + " = " + value.replace("\\", "\\\\")));
            replace(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void replace(Path file, List<String> lines) throws IOException {
        boolean exists = Files.exists(file);
        Path target = exists ? file.toRealPath() : file;
        if (!exists && Files.isSymbolicLink(file)) {
            target = file.resolveSibling(Files.readSymbolicLink(file));
        }
        AtomicFile.replace(
                target,
                (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8),
                exists ? Files.getPosixFilePermissions(target) : PosixFilePermissions.fromString("rw-------"));
    }

    /** Returns the setting of a line that does not continue another one. Empty for a comment. */
    private static Properties parse(String line) throws IOException {
        Properties setting = new Properties();
        setting.load(new StringReader(line));
        return setting;
    }
}
