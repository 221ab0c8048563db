package dev.holdfast.sim.factory;

import dev.holdfast.contract.format.DebugState;
import dev.holdfast.contract.format.ManufacturingState;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.sim.hsm.SecurityState;
import dev.holdfast.sim.mt3620.Mt3620;
import dev.holdfast.sim.mt3620.boot.BootOutcome;
import dev.holdfast.sim.mt3620.boot.InstalledImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks whether a device is ready to ship: finalized, without capabilities, with exactly the expected operating system
 * and images, and without traces of radio tests. The check boots the device, because only booted images are measured.
 * This counts as a boot.
 */
public final class ReadyToShip {
    /** The RF test server, for the radio's test bench only. */
    public static final ComponentId RF_TEST_SERVER = ComponentId.parse("508eddf2-b8c3-4a99-93d9-a045d9a060eb");

    private final String osVersion;
    private final ImageSizes sizes;
    private final Set<ImageId> applications;

    /**
     * Sets the expected state of devices.
     *
     * @param osVersion version of the release, such as {@code 26.09}
     * @param sizes sizes of the release's images
     * @param applications image IDs of the customer images that the device must have; it must have no others
     * @throws IllegalArgumentException when the version is invalid
     */
    public ReadyToShip(String osVersion, ImageSizes sizes, Set<ImageId> applications) {
        OsVersion.parse(osVersion);
        this.osVersion = osVersion;
        this.sizes = sizes;
        this.applications = Set.copyOf(applications);
    }

    /**
     * One check.
     *
     * @param name name of the check, such as {@code manufacturing-state}
     * @param passed whether the state is as expected
     * @param expected expected state
     * @param found actual state
     */
    public record Check(String name, boolean passed, String expected, String found) {}

    /**
     * Boots and checks a device.
     *
     * @return all checks; only the check of the boot when the boot fails
     * @throws IOException when its files cannot be read
     */
    public List<Check> check(Mt3620 chip) throws IOException {
        if (chip.boot() instanceof BootOutcome.Refused refused) {
            return List.of(new Check("boots", false, "yes", refused.image() + ": " + refused.reason()));
        }
        SecurityState state = chip.pluton().securityState();
        List<Measurement> measured = chip.pluton().measurements();
        List<Check> checks = new ArrayList<>();
        checks.add(new Check("boots", true, "yes", "yes"));
        checks.add(same(
                "manufacturing-state",
                ManufacturingState.DEVICE_COMPLETE.name(),
                state.manufacturingState().name()));
        checks.add(same(
                "debug-state",
                DebugState.DISABLED_PERMANENTLY.name(),
                state.debugState().name()));
        checks.add(same(
                "capabilities",
                "none",
                state.capabilities().isEmpty() ? "none" : state.capabilities().toString()));
        Map<ImageId, Digest> release = OsRelease.of(osVersion, chip.profile(), sizes)
                .digests(chip.pluton().fuses().operatingSystemKey());
        checks.add(operatingSystem(release.keySet(), measured));
        checks.add(images(release.keySet(), measured));
        checks.add(digests(release, measured));
        checks.add(radioTest(chip, measured));
        checks.add(same("networks", "none", chip.remembersNetworks() ? "some are stored" : "none"));
        return checks;
    }

    private static Check same(String name, String expected, String found) {
        return new Check(name, expected.equals(found), expected, found);
    }

    private Check operatingSystem(Set<ImageId> release, List<Measurement> measured) {
        List<String> others = measured.stream()
                .filter(image -> !image.type().belongsToCustomer() && !release.contains(image.image()))
                .map(image -> image.type().apiName() + " " + image.image())
                .toList();
        return new Check(
                "os-version",
                others.isEmpty(),
                osVersion,
                others.isEmpty() ? osVersion : "not of this release: " + others);
    }

    private Check images(Set<ImageId> release, List<Measurement> measured) {
        Set<String> expected = names(release);
        expected.addAll(names(applications));
        Set<String> found =
                measured.stream().map(image -> image.image().text()).collect(Collectors.toCollection(TreeSet::new));
        Set<String> missing = new TreeSet<>(expected);
        missing.removeAll(found);
        Set<String> surplus = new TreeSet<>(found);
        surplus.removeAll(expected);
        boolean exact = missing.isEmpty() && surplus.isEmpty();
        return new Check(
                "images",
                exact,
                expected.size() + " images",
                exact ? found.size() + " images" : "missing " + missing + ", unexpected " + surplus);
    }

    /** Compares the digests of images, because any image can claim the ID of a released image. */
    private static Check digests(Map<ImageId, Digest> release, List<Measurement> measured) {
        List<String> others = measured.stream()
                .filter(image -> !image.digest().equals(release.getOrDefault(image.image(), image.digest())))
                .map(image -> image.type().apiName() + " " + image.image() + " with digest "
                        + image.digest().hex())
                .toList();
        return new Check(
                "digests",
                others.isEmpty(),
                "those of the release",
                others.isEmpty() ? "those of the release" : "others: " + others);
    }

    private static Check radioTest(Mt3620 chip, List<Measurement> measured) {
        boolean present = Stream.concat(
                        measured.stream().map(Measurement::component),
                        chip.storedImages().stream().map(InstalledImage::component))
                .anyMatch(RF_TEST_SERVER::equals);
        return same("rf-test-server", "none", present ? RF_TEST_SERVER.text() : "none");
    }

    private static Set<String> names(Set<ImageId> images) {
        return images.stream().map(ImageId::text).collect(Collectors.toCollection(TreeSet::new));
    }
}
