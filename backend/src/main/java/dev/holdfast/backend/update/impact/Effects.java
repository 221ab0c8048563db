package dev.holdfast.backend.update.impact;

import dev.holdfast.backend.fleet.UpdatePolicy;
import dev.holdfast.backend.update.content.ApplicationQuota;
import dev.holdfast.backend.update.content.ImageRefusal;
import dev.holdfast.backend.update.deployment.PreviewDeployment;
import dev.holdfast.backend.update.impact.KnownSoftware.Release;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.operator.deployment.ImageChange;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.contract.operator.product.TargetChange;
import dev.holdfast.contract.operator.rollout.ExpectedFailure;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adds up what a change gives to devices: other versions, bytes, and reasons why devices do not install them. Pure. */
final class Effects {
    private static final int MAX_CHANGES = 500;
    private static final String ROLLED_BACK = "image-rolled-back";

    private final KnownSoftware known;
    private final UpdatePolicy policy;
    private final Map<Software, Count> changes = new LinkedHashMap<>();
    private final Map<Reason, Long> failures = new LinkedHashMap<>();
    private long bytes;

    /** {@code policy} is the update policy after the change. */
    Effects(KnownSoftware known, UpdatePolicy policy) {
        this.known = known;
        this.policy = policy;
    }

    private record Software(String part, String before, Optional<String> after, List<ImageChange> images) {}

    private record Count(long devices, long offline) {
        private Count plus(Count more) {
            return new Count(devices + more.devices, offline + more.offline);
        }
    }

    private record Reason(String code, String sentence) {}

    void add(CountedDevices devices) {
        if (devices.devices() == 0) {
            return;
        }
        Optional<String> version = version(devices);
        List<ImageChange> images = images(devices);
        checkFit(devices);
        if (version.isPresent() || !images.isEmpty()) {
            changes.merge(
                    new Software(devices.part(), devices.osVersion(), version, images),
                    new Count(devices.devices(), devices.offline()),
                    Count::plus);
        }
    }

    /** Returns the changes, those of the most devices first. */
    List<TargetChange> changes() {
        return changes.entrySet().stream()
                .map(change -> new TargetChange(
                        change.getKey().part(),
                        change.getKey().before(),
                        change.getKey().after().orElse(null),
                        change.getKey().images(),
                        change.getValue().devices(),
                        change.getValue().offline()))
                .sorted(Comparator.comparingLong(TargetChange::devices)
                        .reversed()
                        .thenComparing(TargetChange::part)
                        .thenComparing(TargetChange::osVersion))
                .limit(MAX_CHANGES)
                .toList();
    }

    long bytes() {
        return bytes;
    }

    List<ExpectedFailure> failures() {
        return failures.entrySet().stream()
                .map(failure -> new ExpectedFailure(
                        failure.getKey().code(), failure.getKey().sentence(), failure.getValue()))
                .toList();
    }

    /** Returns the version that devices would get; empty if they keep theirs, also because they refuse an older one. */
    private Optional<String> version(CountedDevices devices) {
        Optional<Release> now = known.now(devices);
        Optional<Release> then = known.then(devices);
        if (then.isEmpty()) {
            if (devices.before().release() != null && policy != UpdatePolicy.NONE) {
                fail(
                        devices,
                        "no-release",
                        "The OS feed has no release that devices of part " + devices.part() + " accept.");
            }
            return Optional.empty();
        }
        Release offered = then.get();
        if (!devices.changesRelease() || now.equals(then)) {
            return Optional.empty();
        }
        if (now.isPresent() && now.get().securityVersion() > offered.securityVersion()) {
            fail(
                    devices,
                    ROLLED_BACK,
                    "Devices of part " + devices.part() + " with " + devices.osVersion() + " refuse the older "
                            + offered.version() + ".");
            return Optional.empty();
        }
        bytes += devices.devices() * PreviewDeployment.bytes(known.system(now), known.system(then));
        return Optional.of(offered.version());
    }

    private List<ImageChange> images(CountedDevices devices) {
        if (!devices.changesDeployment()) {
            return List.of();
        }
        List<ImageView> now = known.deployed(devices.attested());
        List<ImageView> then = known.deployed(devices.after().deployment());
        List<ImageChange> images = PreviewDeployment.changes(now, then);
        images.forEach(change -> checkVersion(devices, change));
        bytes += devices.devices() * PreviewDeployment.bytes(now, then);
        return images;
    }

    /** A device refuses an image whose security version is below its anti-rollback fuse. */
    private void checkVersion(CountedDevices devices, ImageChange change) {
        ImageView before = change.before();
        ImageView after = change.after();
        if (before != null && after != null && after.securityVersion() < before.securityVersion()) {
            fail(
                    devices,
                    ROLLED_BACK,
                    "The security version of " + after.name() + " changes from " + before.securityVersion() + " to "
                            + after.securityVersion() + ".");
        }
    }

    /** Checks whether the deployment fits the part and the operating system. */
    private void checkFit(CountedDevices devices) {
        long length = known.deployed(devices.after().deployment()).stream()
                .filter(image -> image.type().equals(ImageType.APPLICATIONS.apiName()))
                .mapToLong(ImageView::length)
                .sum();
        if (devices.changesDeployment()
                && ApplicationQuota.exceeded(devices.part(), length).isPresent()) {
            fail(
                    devices,
                    ImageRefusal.TOO_LARGE_FOR_PART.code(),
                    "Devices of part " + devices.part() + " have no room for " + length + " bytes of applications.");
        }
        if (devices.changesDeployment() || devices.changesRelease()) {
            known.refusal(devices).ifPresent(sentence -> fail(devices, ImageRefusal.ABI_NOT_PROVIDED.code(), sentence));
        }
    }

    private void fail(CountedDevices devices, String code, String sentence) {
        failures.merge(new Reason(code, sentence), devices.devices(), Long::sum);
    }
}
