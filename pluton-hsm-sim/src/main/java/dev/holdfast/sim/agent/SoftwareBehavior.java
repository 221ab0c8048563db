package dev.holdfast.sim.agent;

import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Nonce;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Behavior of a device's software: correct, until a fault changes it. Safe for use from any thread. */
public final class SoftwareBehavior {
    private volatile EvidenceSource evidenceSource = Attestation::answer;
    private volatile boolean confirmsUpdates = true;
    private volatile boolean repairsItself = true;
    private volatile Optional<Duration> crashesAfter = Optional.empty();
    private final List<ImageDefect> defects = new CopyOnWriteArrayList<>();

    private record ImageDefect(String image, Defect defect) {}

    /** Answers challenges. */
    @FunctionalInterface
    public interface EvidenceSource {
        /**
         * Returns the evidence for a challenge.
         *
         * @param correct the correct implementation
         * @param nonce nonce of the challenge
         * @return an evidence token
         */
        Blob evidence(Attestation correct, Nonce nonce);
    }

    public EvidenceSource evidenceSource() {
        return evidenceSource;
    }

    public void evidenceSource(EvidenceSource now) {
        evidenceSource = now;
    }

    /** Returns whether the device confirms an update that booted. */
    public boolean confirmsUpdates() {
        return confirmsUpdates;
    }

    public void confirmsUpdates(boolean now) {
        confirmsUpdates = now;
    }

    /** Returns whether an untrusted device gets the software of its group to repair itself. */
    public boolean repairsItself() {
        return repairsItself;
    }

    public void repairsItself(boolean now) {
        repairsItself = now;
    }

    /** Returns the time from a boot to a crash of the deployed software and the device; empty for no crash. */
    public Optional<Duration> crashesAfter() {
        return crashesAfter;
    }

    /** Sets the crash from the next boot on. A device with the software from the factory does not crash. */
    public void crashesAfter(Optional<Duration> now) {
        crashesAfter = now;
    }

    /**
     * Adds a defect of the images with a name. It applies from the next boot or download on.
     *
     * @param image whole name, or its beginning up to a space
     */
    public void addDefect(String image, Defect defect) {
        defects.add(new ImageDefect(image, defect));
    }

    /** Removes a defect from the next boot or download on. */
    public void removeDefect(String image, Defect defect) {
        defects.remove(new ImageDefect(image, defect));
    }

    boolean hasDefects() {
        return !defects.isEmpty();
    }

    /** Returns the defects of an image. */
    List<Defect> defects(String image) {
        return defects.stream()
                .filter(it -> image.equals(it.image()) || image.startsWith(it.image() + " "))
                .map(ImageDefect::defect)
                .toList();
    }
}
