package dev.holdfast.sim.factory;

import dev.holdfast.contract.format.ImageMetadata;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One release of the operating system, built from its version alone: the same version gives the same bytes. Components
 * are those of a real MT3620; bodies are a few kilobytes, scaled down from the real sizes.
 */
final class OsRelease {
    private static final Pattern VERSION = Pattern.compile("(\\d{2})\\.(\\d{2})(?:\\.(\\d{1,2}))?");
    private static final int CENTURY = 2000;
    private static final int HUNDRED = 100;
    private static final int SCALE = 512;
    private static final int SMALLEST = 512;
    private static final int LARGEST = 4096;

    private final String version;
    private final long securityVersion;
    private final Instant builtAt;

    private OsRelease(String version, long securityVersion, Instant builtAt) {
        this.version = version;
        this.securityVersion = securityVersion;
        this.builtAt = builtAt;
    }

    /**
     * A component with the size of its image in the recovery set of release 20.05.
     *
     * @param guid fixed for ever
     */
    private record Component(ImageType type, String name, int realSize, UUID guid) {
        static Component of(ImageType type, String name, int realSize) {
            return new Component(type, name, realSize, OsRelease.guid("component " + name));
        }
    }

    private static final List<Component> COMPONENTS = List.of(
            Component.of(ImageType.ONE_BL, "1bl", 16_384),
            Component.of(ImageType.PLUTON_RUNTIME, "pluton-runtime", 26_860),
            Component.of(ImageType.WIFI_FIRMWARE, "n9-wifi-firmware", 269_980),
            Component.of(ImageType.SECURITY_MONITOR, "security-monitor", 114_900),
            Component.of(ImageType.NORMAL_WORLD_LOADER, "a7-nw-loader", 16_932),
            Component.of(ImageType.NORMAL_WORLD_DTB, "a7-nw-dtb", 29_732),
            Component.of(ImageType.NORMAL_WORLD_KERNEL, "a7-nw-kernel", 2_491_164),
            Component.of(ImageType.ROOT_FS, "a7-nw-root-fs", 1_577_196),
            Component.of(ImageType.SERVICES, "update-agent", 65_748),
            Component.of(ImageType.SERVICES, "core", 16_596),
            Component.of(ImageType.SERVICES, "gatewayd", 98_516),
            Component.of(ImageType.SERVICES, "networkd", 614_620),
            Component.of(ImageType.SERVICES, "rngd", 8_396));

    /**
     * Names a release.
     *
     * @param version year and month, such as {@code 26.09}, and perhaps a patch number, such as {@code 26.09.1}
     * @throws IllegalArgumentException for any other text
     */
    static OsRelease of(String version) {
        Matcher parts = VERSION.matcher(version);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + version + "' is not an OS version such as 26.09 or 26.09.1");
        }
        int year = Integer.parseInt(parts.group(1));
        int month = Integer.parseInt(parts.group(2));
        int patch = parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3));
        if (month < 1 || month > 12) {
            throw new IllegalArgumentException("'" + version + "' names no month");
        }
        LocalDate day = YearMonth.of(CENTURY + year, month).atDay(1);
        return new OsRelease(
                version,
                ((long) year * HUNDRED + month) * HUNDRED + patch,
                day.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    long securityVersion() {
        return securityVersion;
    }

    Instant builtAt() {
        return builtAt;
    }

    /** Returns the builds that the release consists of. */
    Set<ImageId> images() {
        return COMPONENTS.stream()
                .map(component -> new ImageId(guid("image " + component.name() + " " + version)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Builds the release, in the order of boot. */
    List<ImagePackage> build(FactoryKey key) {
        return COMPONENTS.stream().map(component -> image(component, "", key)).toList();
    }

    /**
     * Builds the first component of a type, as something that claims to be the released one and is not.
     *
     * @throws IllegalArgumentException when the release has no component of this type
     */
    ImagePackage tampered(ImageType type, FactoryKey key) {
        return image(component(type), " with something of its own", key);
    }

    /**
     * Builds the first component of a type.
     *
     * @throws IllegalArgumentException when the release has no component of this type
     */
    ImagePackage component(ImageType type, FactoryKey key) {
        return image(component(type), "", key);
    }

    private static Component component(ImageType type) {
        return COMPONENTS.stream()
                .filter(component -> component.type() == type)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a release has no " + type.apiName()));
    }

    /** Builds an image of the release that is data, not code. */
    ImagePackage data(ImageType type, String name, byte[] body, FactoryKey key) {
        UUID image = guid("image " + name + " " + Digest.sha256(body));
        return ImagePackage.sign(body, metadata(type, name, guid("component " + name), image), key.publicKey(), key);
    }

    private ImagePackage image(Component component, String twist, FactoryKey key) {
        String label = component.name() + " " + version;
        int size = Math.clamp(component.realSize() / SCALE, SMALLEST, LARGEST);
        return ImagePackage.sign(
                body(label + twist, size),
                metadata(component.type(), component.name(), component.guid(), guid("image " + label)),
                key.publicKey(),
                key);
    }

    private ImageMetadata metadata(ImageType type, String name, UUID component, UUID image) {
        return new ImageMetadata(
                type,
                new ComponentId(component),
                new ImageId(image),
                Blob.of(new byte[ImageMetadata.THUMBPRINT_LENGTH]),
                builtAt,
                name,
                securityVersion);
    }

    /** Text that says what it is, then bytes that look like code: a hash of the text, hashed on and on. */
    static byte[] body(String label, int size) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(size + Digest.LENGTH);
        out.writeBytes((label + "\n").getBytes(StandardCharsets.UTF_8));
        byte[] block = Digest.sha256(label.getBytes(StandardCharsets.UTF_8)).bytes();
        while (out.size() < size) {
            out.writeBytes(block);
            block = Digest.sha256(block).bytes();
        }
        return Arrays.copyOf(out.toByteArray(), size);
    }

    static UUID guid(String name) {
        return UUID.nameUUIDFromBytes(("dev.holdfast " + name).getBytes(StandardCharsets.UTF_8));
    }
}
