package dev.holdfast.standalone.e2e;

import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.e2e.ProcessArguments.Recorded;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Searches logs and process arguments for the secrets of an installation: passwords, client secrets, private keys in PEM, and tokens. */
final class Leaks {
    /** Shortest line of a PEM file to search for. A shorter last line can occur in other text by chance. */
    private static final int SHORTEST_LINE = 20;

    /** A personal token or service token of Holdfast ({@code hfp_}, {@code hfs_}), or a JWT. */
    private static final Pattern TOKEN =
            Pattern.compile("hf[ps]_[A-Za-z0-9]{43}|eyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.");

    private final Home home;

    /** Secrets by name. */
    private final Map<String, String> secrets = new HashMap<>();

    Leaks(Home home) {
        this.home = home;
        properties(home.secretsFile());
        for (Path file : files(home.keys())) {
            privateKey(file);
        }
        for (Path file : files(home.simulation())) {
            privateKey(file);
        }
    }

    /** Adds a secret that is in no file of the installation. */
    void add(String name, String secret) {
        secrets.put(name, secret);
    }

    /** Returns the names of all secrets. */
    List<String> names() {
        return secrets.keySet().stream().sorted().toList();
    }

    /** Returns each secret found in the logs of the installation and in the {@code *.log} files of {@code target}. */
    List<String> inLogs() {
        List<Path> logs = new ArrayList<>(files(home.log("supervisor").resolveSibling(".")));
        try (Stream<Path> others = Files.list(Path.of("target"))) {
            others.filter(file -> file.toString().endsWith(".log")).forEach(logs::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return logs.stream().flatMap(log -> in(log).stream()).toList();
    }

    /** Returns the secrets in a file, each with the number of its line. */
    List<String> in(Path file) {
        List<String> found = new ArrayList<>();
        int number = 0;
        for (String line : text(file).split("\n", -1)) {
            number++;
            for (String name : namesIn(line, true)) {
                found.add("%s:%d has %s".formatted(file, number, name));
            }
        }
        return found;
    }

    /**
     * Returns the secrets in the recorded arguments of all processes of this machine. Searches for tokens only in the processes of this
     * installation, because other processes may have their own tokens.
     */
    Set<String> inArguments() {
        Set<String> found = new TreeSet<>();
        for (Recorded process : ProcessArguments.all()) {
            // The processes of an installation run in its folder.
            for (String name : namesIn(process.arguments(), process.folder().startsWith(home.directory()))) {
                found.add("the arguments of process %s have %s".formatted(process.pid(), name));
            }
        }
        return found;
    }

    /** Returns the names of the secrets in a text. Also searches for any token if {@code tokens} is set. */
    private List<String> namesIn(String text, boolean tokens) {
        List<String> found = new ArrayList<>();
        secrets.forEach((name, secret) -> {
            if (text.contains(secret)) {
                found.add(name);
            }
        });
        if (tokens && TOKEN.matcher(text).find()) {
            found.add("a token");
        }
        return found;
    }

    private void properties(Path file) {
        Properties values = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            values.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        values.stringPropertyNames().forEach(name -> secrets.put(name, values.getProperty(name)));
    }

    /** Adds each line of a private key in PEM. Ignores other files. */
    private void privateKey(Path file) {
        String text = text(file);
        int begin = text.indexOf("PRIVATE KEY-----");
        if (begin < 0) {
            return;
        }
        String[] lines = text.substring(begin).split("\n", -1);
        for (int i = 1; i < lines.length; i++) {
            if (lines[i].length() >= SHORTEST_LINE && !lines[i].startsWith("-")) {
                secrets.put("line %d of %s".formatted(i, file.getFileName()), lines[i]);
            }
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
