package dev.holdfast.backend.attestation.subject;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an attestation tells about the update of a device.
 *
 * @param targetManifest version of the manifest set that the device should have; 0 if there is none
 * @param targetMeasured whether the device measured all images of that set
 * @param behindSince time since which it attests without that set; null if it attested the set, has none, or is untrusted
 * @param rollout rollout that has opened the device; null if there is none
 * @param rolloutMeasured whether the device runs the images that the rollout changes; false without a rollout
 */
public record UpdateProgress(
        long targetManifest,
        boolean targetMeasured,
        @Nullable Instant behindSince,
        @Nullable UUID rollout,
        boolean rolloutMeasured) {}
