package dev.holdfast.backend.tenancy.isolation;

import dev.holdfast.backend.installation.SiliconManufacturer;
import dev.holdfast.backend.update.feed.TestOs;
import dev.holdfast.backend.update.image.Packages;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * IDs and names of resources, by their keys in {@code expected-responses.csv}.
 *
 * @param all IDs and names by key, as requests write them
 */
public record SampleIds(Map<String, String> all) {
    private static final String NEW = "new ";
    private static final int DEVICE_ID = 128;
    private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{8,}");

    /** Copies the map. */
    public SampleIds {
        all = Map.copyOf(all);
    }

    /** Returns whether a key stands for a new value each time. */
    static boolean isNew(String name) {
        return name.startsWith(NEW);
    }

    /** Returns random hex digits. */
    static String digits(int count) {
        StringBuilder digits = new StringBuilder();
        while (digits.length() < count) {
            digits.append(UUID.randomUUID().toString().replace("-", ""));
        }
        return digits.substring(0, count);
    }

    /** Returns the value of a key. Keys that begin with {@code new} get a new value each time. */
    public String get(String name) {
        return isNew(name)
                ? new String(file(name), StandardCharsets.UTF_8)
                : Objects.requireNonNull(all.get(name), () -> "there is no " + name);
    }

    /** Returns the bytes of a key's value, such as an uploaded file. */
    byte[] file(String name) {
        return switch (name) {
            case "new name" -> text("n" + digits(12));
            case "new GUID" -> text(UUID.randomUUID().toString());
            case "new digest" -> text(digits(64));
            case "new image" ->
                Packages.application(Packages.newComponent(), "blinky").bytes();
            case "new OS image" -> TestOs.ofNewPart().images(1).getFirst().bytes();
            case "new endorsements" -> text(SiliconManufacturer.endorse(SiliconManufacturer.chips(1)));
            default -> text(Objects.requireNonNull(all.get(name), () -> "there is no " + name));
        };
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns a copy with another value. */
    public SampleIds with(String name, String value) {
        return with(Map.of(name, value));
    }

    /** Returns a copy with other values. */
    public SampleIds with(Map<String, String> others) {
        Map<String, String> changed = new HashMap<>(all);
        changed.putAll(others);
        return new SampleIds(changed);
    }

    /** Returns a copy in which {@code names} have the values of {@code others}. */
    public SampleIds with(Collection<String> names, SampleIds others) {
        Map<String, String> taken = new HashMap<>();
        names.forEach(name -> taken.put(name, others.get(name)));
        return with(taken);
    }

    /** Returns a copy with values of the same form that do not exist. */
    public SampleIds invented() {
        Map<String, String> invented = new HashMap<>();
        all.forEach((name, value) -> invented.put(name, like(value)));
        return new SampleIds(invented);
    }

    /**
     * Returns another value of the same form: a device ID, a text with GUIDs, a number, or a text with hex digits. Other texts stay the
     * same.
     */
    private static String like(String value) {
        if (value.matches("[0-9a-f]{" + DEVICE_ID + "}")) {
            return SiliconManufacturer.chips(1).getFirst().text();
        }
        if (GUID.matcher(value).find()) {
            return GUID.matcher(value).replaceAll(found -> UUID.randomUUID().toString());
        }
        return value.matches("[0-9]+")
                ? Long.toString(ThreadLocalRandom.current().nextLong(Integer.MAX_VALUE, Long.MAX_VALUE))
                : DIGITS.matcher(value)
                        .replaceAll(
                                found -> Matcher.quoteReplacement(found.group().substring(0, 2)
                                        + digits(found.group().length() - 2)));
    }
}
