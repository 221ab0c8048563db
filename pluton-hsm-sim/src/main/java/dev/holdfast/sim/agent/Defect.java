package dev.holdfast.sim.agent;

import dev.holdfast.sim.mt3620.update.ImageUpdateError;
import java.time.Duration;

/** A defect of an application, which a device has while the application is installed. */
public sealed interface Defect {
    /** The software does not start, so the trial of the update fails. If it was confirmed before, the device is dead. */
    record DoesNotBoot() implements Defect {}

    /** The image cannot be installed. */
    record FailsWith(ImageUpdateError error) implements Defect {}

    /** The software boots and sends nothing. */
    record GoesSilent() implements Defect {}

    /** The software signs evidence over another nonce than the nonce of the challenge. */
    record AttestsWrongly() implements Defect {}

    /**
     * The software crashes the device again and again.
     *
     * @param every mean time from a boot to a crash
     */
    record CrashesAt(Duration every) implements Defect {}

    /** The software has a worse network than usual. */
    record SlowLink(NetworkQuality quality) implements Defect {}
}
