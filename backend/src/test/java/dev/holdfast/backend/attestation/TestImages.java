package dev.holdfast.backend.attestation;

import dev.holdfast.backend.attestation.reference.ReferenceValue;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.EvidencePurpose;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.reference.ReferenceState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/** Reference values and measurements of made-up images. IDs and digests follow from name and version, so every run has the same ones. */
public final class TestImages {
    public static final ReferenceValue KERNEL = image(ImageType.NORMAL_WORLD_KERNEL, "kernel", 1);
    public static final ReferenceValue APPLICATION = image(ImageType.APPLICATIONS, "app", 1);
    public static final List<ReferenceValue> OPERATING_SYSTEM = List.of(
            image(ImageType.ONE_BL, "1bl", 1),
            image(ImageType.PLUTON_RUNTIME, "pluton", 1),
            image(ImageType.SECURITY_MONITOR, "monitor", 1),
            image(ImageType.NORMAL_WORLD_LOADER, "loader", 1),
            KERNEL,
            image(ImageType.ROOT_FS, "rootfs", 1),
            image(ImageType.SERVICES, "networkd", 1),
            image(ImageType.SERVICES, "update-agent", 1));

    private TestImages() {}

    /** Returns a permanent reference value. {@code version} is its security version. */
    public static ReferenceValue image(ImageType type, String name, long version) {
        String build = name + version;
        return new ReferenceValue(
                type,
                new ComponentId(guid(name)),
                new ImageId(guid(build)),
                Digest.sha256(build.getBytes(StandardCharsets.UTF_8)),
                version,
                name,
                Instant.EPOCH.plusSeconds(version),
                ReferenceState.PERMANENT);
    }

    /** Returns a permanent reference value of another build of an image, with the same security version. */
    public static ReferenceValue rebuilt(ReferenceValue image) {
        String build = image.name() + " rebuilt";
        return new ReferenceValue(
                image.type(),
                image.component(),
                new ImageId(guid(build)),
                Digest.sha256(build.getBytes(StandardCharsets.UTF_8)),
                image.securityVersion(),
                image.name(),
                image.uploadedAt().plusSeconds(1),
                ReferenceState.PERMANENT);
    }

    /** The operating system and the application, each in its first version. */
    public static List<ReferenceValue> all() {
        List<ReferenceValue> all = new ArrayList<>(OPERATING_SYSTEM);
        all.add(APPLICATION);
        return all;
    }

    /** Returns the measurements of a device that runs these images. */
    public static List<Measurement> measured(List<ReferenceValue> images) {
        return images.stream().map(TestImages::measured).toList();
    }

    public static Measurement measured(ReferenceValue image) {
        return new Measurement(image.type(), image.component(), image.image(), image.digest(), image.securityVersion());
    }

    /** Returns Pluton evidence like {@code evidence}, with other measurements and no fuse burnt. */
    public static Evidence with(Evidence evidence, List<Measurement> measurements) {
        return new Evidence(
                evidence.device(),
                evidence.nonce(),
                evidence.bootCount(),
                evidence.debugState(),
                evidence.manufacturingState(),
                evidence.keystoreVersion(),
                evidence.capabilities(),
                measurements,
                evidence.customerKey(),
                evidence.updateKey());
    }

    /** Returns Pluton evidence like {@code evidence}, with other counters and no fuse burnt. */
    public static Evidence with(Evidence evidence, long bootCount, long keystoreVersion) {
        return new Evidence(
                evidence.device(),
                evidence.nonce(),
                bootCount,
                evidence.debugState(),
                evidence.manufacturingState(),
                keystoreVersion,
                evidence.capabilities(),
                evidence.measurements(),
                evidence.customerKey(),
                evidence.updateKey());
    }

    /** Returns {@code evidence} with all anti-rollback fuses at {@code floor}. */
    public static Evidence withFuses(Evidence evidence, long floor) {
        return new Evidence(
                evidence.kind(),
                evidence.device(),
                evidence.purpose(),
                evidence.nonce(),
                evidence.bootCount(),
                evidence.debugState(),
                evidence.manufacturingState(),
                evidence.keystoreVersion(),
                evidence.capabilities(),
                evidence.measurements(),
                Collections.nCopies(evidence.measurements().size(), floor),
                evidence.customerKey(),
                evidence.updateKey());
    }

    /** Returns {@code evidence} as a device signs it for a claim. */
    public static Evidence forClaim(Evidence evidence) {
        return new Evidence(
                evidence.kind(),
                evidence.device(),
                EvidencePurpose.CLAIM,
                evidence.nonce(),
                evidence.bootCount(),
                evidence.debugState(),
                evidence.manufacturingState(),
                evidence.keystoreVersion(),
                evidence.capabilities(),
                evidence.measurements(),
                evidence.securityFloors(),
                evidence.customerKey(),
                evidence.updateKey());
    }

    private static UUID guid(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
