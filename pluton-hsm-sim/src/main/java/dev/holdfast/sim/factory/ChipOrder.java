package dev.holdfast.sim.factory;

import dev.holdfast.contract.format.DebugState;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.sim.fault.Workpiece;
import java.util.ArrayList;
import java.util.List;

/** What one chip gets: the release's images unless a fault has others in mind. */
final class ChipOrder implements Workpiece {
    private final OsRelease release;
    private final FactoryKey operatingSystemKey;
    private final List<ImagePackage> images;
    private DebugState debug = DebugState.DISABLED_PERMANENTLY;
    private boolean endorsed = true;

    ChipOrder(OsRelease release, FactoryKey operatingSystemKey, List<ImagePackage> images) {
        this.release = release;
        this.operatingSystemKey = operatingSystemKey;
        this.images = new ArrayList<>(images);
    }

    List<ImagePackage> images() {
        return images;
    }

    DebugState debug() {
        return debug;
    }

    boolean isEndorsed() {
        return endorsed;
    }

    @Override
    public void tamper(ImageType component) {
        replace(release.tampered(component, operatingSystemKey));
    }

    @Override
    public void burn(ImageType component, String otherRelease) {
        replace(OsRelease.of(otherRelease).component(component, operatingSystemKey));
    }

    @Override
    public void leaveDebugOpen() {
        debug = DebugState.ENABLED;
    }

    @Override
    public void withholdEndorsement() {
        endorsed = false;
    }

    private void replace(ImagePackage other) {
        images.replaceAll(
                image -> image.metadata().component().equals(other.metadata().component()) ? other : image);
    }
}
