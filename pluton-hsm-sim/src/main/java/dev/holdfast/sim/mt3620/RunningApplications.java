package dev.holdfast.sim.mt3620;

import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.sim.hsm.Pluton;
import dev.holdfast.sim.mt3620.boot.Banks;
import dev.holdfast.sim.mt3620.boot.BootManifestStore;
import dev.holdfast.sim.mt3620.boot.ImageSet;
import dev.holdfast.sim.mt3620.boot.InstalledImage;
import dev.holdfast.sim.mt3620.flash.NorFlash;
import dev.holdfast.sim.mt3620.flash.PartitionMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the names of the customer's images that the last boot started. */
final class RunningApplications {
    private RunningApplications() {}

    static List<String> names(NorFlash flash, PartitionMap partitions, Pluton pluton) {
        Set<Digest> started =
                pluton.measurements().stream().map(Measurement::digest).collect(Collectors.toSet());
        Banks banks = new Banks(flash.geometry(), partitions);
        return new BootManifestStore(flash, partitions)
                .read().stream()
                        .map(stored -> stored.manifest().current())
                        .flatMap(set -> set.customers().stream()
                                .filter(image -> started.contains(image.digest()))
                                .flatMap(image -> name(flash, banks, set, image)))
                        .toList();
    }

    private static Stream<String> name(NorFlash flash, Banks banks, ImageSet set, InstalledImage image) {
        try {
            byte[] bytes = flash.read(banks.address(image, set.bank(image.type())), image.length());
            return Stream.of(ImagePackage.parse(bytes).metadata().name());
        } catch (FormatException e) {
            return Stream.empty();
        }
    }
}
