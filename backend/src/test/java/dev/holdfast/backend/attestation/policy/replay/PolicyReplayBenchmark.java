package dev.holdfast.backend.attestation.policy.replay;

import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.attestation.TestImages;
import dev.holdfast.backend.attestation.appraisal.AttestationPolicy;
import dev.holdfast.backend.attestation.appraisal.GrantedCapabilities;
import dev.holdfast.backend.attestation.policy.replay.DeviceReplay.Stored;
import dev.holdfast.backend.attestation.reference.ReferenceValues;
import dev.holdfast.backend.attestation.subject.TargetImages;
import dev.holdfast.backend.attestation.subject.Targets;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.policy.CompiledPolicy;
import dev.holdfast.policy.Kind;
import dev.holdfast.policy.PolicyException;
import dev.holdfast.policy.PolicySource;
import dev.holdfast.policy.ShippedPolicies;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * Measures the computation of a replay on one thread: decode stored evidence, appraise it, apply the shipped policy and a candidate. Start
 * it by hand: see {@code docs/benchmarks.md}.
 */
public final class PolicyReplayBenchmark {
    private static final int DEVICES = 2_000;
    /** Pieces of evidence of each device. */
    private static final int DAYS = 7;
    /** Largest boot counter of a device's first evidence. */
    private static final int MAX_BOOTS = 1_000;

    private static final int ROUNDS = 12;
    private static final double NANOS = 1e9;

    private PolicyReplayBenchmark() {}

    /** A device and its stored evidence, oldest first. */
    private record Device(DeviceId id, List<Stored> stored) {}

    /** Prints a line for each round. The first rounds warm up. */
    public static void main(String[] arguments) throws PolicyException {
        List<Device> devices = devices();
        ReferenceValues references = ReferenceValues.of(TestImages.all(), List.of());
        Targets targets = new Targets(new TargetImages(0, null, Set.of()), null, Set.of());
        AttestationPolicy shipped = new AttestationPolicy(ShippedPolicies.compile("attestation/default"));
        AttestationPolicy candidate = new AttestationPolicy(candidate());
        for (int round = 1; round <= ROUNDS; round++) {
            DeviceReplay replay = new DeviceReplay(shipped, candidate);
            long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            long evidenceCount = 0;
            for (Device device : devices) {
                evidenceCount += replay.of(
                                device.id(), device.stored(), _ -> references, targets, GrantedCapabilities.NONE)
                        .evidenceCount();
            }
            double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin) / NANOS;
            System.out.printf(
                    Locale.ROOT,
                    "policy_replay %d evidenceCount, %.0f a second of CPU%n",
                    evidenceCount,
                    evidenceCount / seconds);
        }
    }

    /** Returns the shipped policy as a candidate: the benchmark compares it with itself. */
    private static CompiledPolicy candidate() throws PolicyException {
        return PolicySource.read(Kind.ATTESTATION, ShippedPolicies.source("attestation/default"))
                .compile("attestation/catalog", 1);
    }

    /** Devices with their own keys, nonces and counters, and the same software. */
    private static List<Device> devices() {
        Random random = new Random(1);
        List<Device> devices = new ArrayList<>();
        for (int i = 0; i < DEVICES; i++) {
            TestChip chip = new TestChip();
            long boots = 1L + random.nextInt(MAX_BOOTS);
            List<Stored> stored = new ArrayList<>();
            for (int day = 0; day < DAYS; day++) {
                byte[] nonce = new byte[Nonce.LENGTH];
                random.nextBytes(nonce);
                // Issued one second before the response: nonces begin with the time.
                ByteBuffer.wrap(nonce).putInt(day);
                Blob token = chip.token(evidence(chip, Nonce.of(nonce), boots + day));
                stored.add(new Stored(day, Instant.EPOCH.plusSeconds(day + 1L), true, token));
            }
            devices.add(new Device(chip.device(), stored));
        }
        return devices;
    }

    private static Evidence evidence(TestChip chip, Nonce nonce, long boots) {
        Evidence first = chip.evidence(nonce, TestImages.measured(TestImages.all()));
        return new Evidence(
                first.device(),
                nonce,
                boots,
                first.debugState(),
                first.manufacturingState(),
                first.keystoreVersion(),
                first.capabilities(),
                first.measurements(),
                first.customerKey(),
                first.updateKey());
    }
}
