package dev.holdfast.sim.mt3620.profile;

import com.fasterxml.jackson.databind.deser.std.StdDelegatingDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.util.StdConverter;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.mt3620.PartitionType;
import dev.holdfast.sim.disk.DiskFile;
import dev.holdfast.sim.disk.StrictYaml;
import dev.holdfast.sim.disk.UnusableFileException;
import dev.holdfast.sim.disk.YamlException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Reads chip profiles. Each is parsed once per JVM. Safe for use from any thread. */
public final class Profiles {
    /** Names of the shipped profiles. */
    public static final List<String> SHIPPED = List.of("mt3620", "imx8");

    private static final String REMEDY = "Use YAML like the shipped chip profiles.";
    private static final Pattern SAYS_EVIDENCE = Pattern.compile("(?m)^evidence:");
    private static final ConcurrentHashMap<String, ChipProfile> PARSED = new ConcurrentHashMap<>();

    private static final StrictYaml YAML = new StrictYaml(List.of(
            new JavaTimeModule(),
            new SimpleModule()
                    .addDeserializer(ImageType.class, new StdDelegatingDeserializer<>(new ImageTypeByName()))
                    .addDeserializer(PartitionType.class, new StdDelegatingDeserializer<>(new PartitionByName()))));

    private Profiles() {}

    private static final class ImageTypeByName extends StdConverter<String, ImageType> {
        @Override
        public ImageType convert(String name) {
            return ImageType.ofApiName(name)
                    .orElseThrow(() -> new IllegalArgumentException("unknown image type " + name));
        }
    }

    /** {@code LocatorTable} in a profile is {@link PartitionType#LOCATOR_TABLE}. */
    private static final class PartitionByName extends StdConverter<String, PartitionType> {
        @Override
        public PartitionType convert(String name) {
            return PartitionType.valueOf(
                    name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT));
        }
    }

    /**
     * Returns the text of a shipped profile by name, or of a file.
     *
     * @throws IOException when neither exists; the message is for people
     */
    public static String text(String nameOrPath) throws IOException {
        if (!SHIPPED.contains(nameOrPath)) {
            Path file = Path.of(nameOrPath);
            if (!Files.isRegularFile(file)) {
                throw new FileNotFoundException("There is no chip profile or file '" + nameOrPath + "'. Profiles: "
                        + String.join(", ", SHIPPED));
            }
            return new DiskFile(file, StrictYaml.LONGEST, REMEDY).text();
        }
        try (InputStream in = Profiles.class.getResourceAsStream("/chips/" + nameOrPath + ".yaml")) {
            if (in == null) {
                throw new FileNotFoundException("chip profile " + nameOrPath + " is missing from this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /**
     * Parses a profile.
     *
     * @throws YamlException when the text is not a profile, or describes an impossible chip
     */
    public static ChipProfile parse(String yaml) throws YamlException {
        ChipProfile known = PARSED.get(yaml);
        if (known != null) {
            return known;
        }
        ChipProfile parsed = YAML.read(complete(yaml), ChipProfile.class);
        PARSED.put(yaml, parsed);
        return parsed;
    }

    /** Adds the default kind of evidence, Pluton's, to profiles without one. */
    private static String complete(String yaml) {
        return yaml.isBlank() || SAYS_EVIDENCE.matcher(yaml).find() ? yaml : yaml + "\nevidence: pluton\n";
    }

    /**
     * Reads the profile in a chip's folder.
     *
     * @throws UnusableFileException when it is missing or invalid
     */
    public static ChipProfile ofChip(Path file) throws IOException {
        DiskFile disk = new DiskFile(
                file,
                StrictYaml.LONGEST,
                "Restore the profile of the chip's part: " + String.join(", ", SHIPPED) + ", or your own.");
        try {
            return parse(disk.text());
        } catch (YamlException e) {
            throw disk.unusable("is not a chip profile: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a shipped profile by name, or a file.
     *
     * @throws IOException when neither exists, or the file is invalid; the message is for people
     */
    public static ChipProfile find(String nameOrPath) throws IOException {
        String text = text(nameOrPath);
        try {
            return parse(text);
        } catch (YamlException e) {
            throw new DiskFile(Path.of(nameOrPath), StrictYaml.LONGEST, REMEDY)
                    .unusable("is not a chip profile: " + e.getMessage(), e);
        }
    }
}
