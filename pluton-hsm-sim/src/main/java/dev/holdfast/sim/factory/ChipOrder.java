package dev.holdfast.sim.factory;

import dev.holdfast.contract.format.DebugState;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.mt3620.Capability;
import dev.holdfast.contract.mt3620.CapabilityFile;
import dev.holdfast.sim.fault.ChipInManufacture;
import dev.holdfast.sim.mt3620.FlashClip;
import dev.holdfast.sim.mt3620.Mt3620;
import dev.holdfast.sim.mt3620.boot.BootOutcome;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The order for one chip: the images of the release, which faults may change, and steps for the complete chip. */
final class ChipOrder implements ChipInManufacture {
    private final OsRelease release;
    private final FactoryKey operatingSystemKey;
    private final List<ImagePackage> images;
    private final List<Finish> finishes = new ArrayList<>();
    private DebugState debug = DebugState.DISABLED_PERMANENTLY;
    private boolean endorsed = true;

    ChipOrder(OsRelease release, FactoryKey operatingSystemKey, List<ImagePackage> images) {
        this.release = release;
        this.operatingSystemKey = operatingSystemKey;
        this.images = new ArrayList<>(images);
    }

    /** Step that a complete chip needs before it leaves the factory. */
    private interface Finish {
        void apply(Mt3620 chip) throws IOException;
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

    /** Applies the finishing steps to a complete chip. */
    void finish(Mt3620 chip) throws IOException {
        for (Finish finish : finishes) {
            finish.apply(chip);
        }
    }

    @Override
    public void forge(ImageType component) {
        replace(release.tampered(component, operatingSystemKey));
    }

    @Override
    public void alter(ImageType component) {
        // Only checks that the part has the component.
        release.component(component, operatingSystemKey);
        finishes.add(chip -> FlashClip.on(chip.directory()).alter(component));
    }

    @Override
    public void burn(ImageType component, String otherRelease) {
        replace(release.sibling(otherRelease).component(component, operatingSystemKey));
    }

    @Override
    public void burnFuses() {
        finishes.add(chip -> chip.pluton().fuses().raiseSecurityFloors(release.floors()));
    }

    @Override
    public void leaveDebugOpen() {
        debug = DebugState.ENABLED;
    }

    @Override
    public void leaveCapability(Capability capability) {
        finishes.add(chip -> {
            Blob file = Blob.of(new CapabilityFile(chip.pluton().deviceId(), Set.of(capability.number()))
                    .sign(
                            new ImageId(UUID.randomUUID()),
                            Instant.now(),
                            operatingSystemKey.publicKey(),
                            operatingSystemKey));
            if (chip.boot() instanceof BootOutcome.Refused || !chip.installCapabilities(file)) {
                throw new IOException("the chip refuses its manufacturer's capability file");
            }
        });
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
