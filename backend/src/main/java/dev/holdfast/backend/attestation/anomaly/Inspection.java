package dev.holdfast.backend.attestation.anomaly;

import dev.holdfast.backend.attestation.appraisal.AttestedCounters;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.operator.anomaly.AnomalyKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares verified evidence with the device's earlier attestations to find clones. Pure.
 *
 * <p>Honest behavior causes no anomaly. Evidence whose challenge is no newer than the last attestation may just be late, so it is neither
 * compared nor stored in the trace. A change of networks alone is no anomaly, because providers change networks. A device that alternates
 * between two networks is an anomaly if one chip cannot have its sequence of boots.
 */
public final class Inspection {
    /** Shortest time in which a device can plausibly move to another network and back. */
    static final Duration MIN_TRAVEL_TIME = Duration.ofMinutes(10);

    private Inspection() {}

    /**
     * Earlier attestations of the device.
     *
     * @param at time of the last one; null if there is none
     * @param counters the highest counters that the device attested
     * @param trace its boots and networks up to the last one
     */
    public record PreviousAttestation(@Nullable Instant at, AttestedCounters counters, BootTrace trace) {}

    /**
     * Result of an inspection.
     *
     * @param anomalies empty for honest devices
     * @param trace boots and networks, for the next inspection
     */
    public record Finding(List<Anomaly> anomalies, BootTrace trace) {
        /** Returns the finding with another anomaly. */
        public Finding and(Anomaly another) {
            return new Finding(
                    Stream.concat(anomalies.stream(), Stream.of(another)).toList(), trace);
        }
    }

    /**
     * Inspects evidence.
     *
     * @param challengedAt time at which its nonce was issued
     * @param address IP address of the device
     */
    public static Finding inspect(
            Evidence evidence, PreviousAttestation before, Instant challengedAt, String address, Instant now) {
        Instant last = before.at();
        BootTrace next = before.trace().after(evidence, address, now);
        if (last == null) {
            return new Finding(List.of(), next);
        }
        if (!challengedAt.isAfter(last)) {
            return new Finding(List.of(), before.trace());
        }
        List<Anomaly> anomalies = new ArrayList<>();
        counters(evidence, before.counters(), anomalies);
        boot(before.trace(), next, anomalies);
        networks(before.trace(), next, now, anomalies);
        return new Finding(anomalies, next);
    }

    private static void counters(Evidence evidence, AttestedCounters counters, List<Anomaly> anomalies) {
        long boots = counters.bootCount();
        long keystore = counters.keystoreVersion();
        if (evidence.bootCount() < boots) {
            anomalies.add(new Anomaly(
                    AnomalyKind.COUNTER_ROLLBACK,
                    "The boot counter went back from " + boots + " to " + evidence.bootCount() + "."));
        }
        if (evidence.keystoreVersion() < keystore) {
            anomalies.add(new Anomaly(
                    AnomalyKind.COUNTER_ROLLBACK,
                    "The keystore went back from version " + keystore + " to " + evidence.keystoreVersion() + "."));
        }
    }

    private static void boot(BootTrace before, BootTrace now, List<Anomaly> anomalies) {
        if (before.boot().count() == now.boot().count() && !now.boot().follows(before.boot())) {
            anomalies.add(new Anomaly(
                    AnomalyKind.BOOT_FORKED,
                    "The device attested two different operating systems in boot "
                            + now.boot().count() + "."));
        }
    }

    /** Finds two chips with one identity: a return to the previous network, with a sequence of boots that one chip cannot have. */
    private static void networks(BootTrace before, BootTrace now, Instant at, List<Anomaly> anomalies) {
        boolean sequential =
                before.boot().follows(before.previousBoot()) && now.boot().follows(before.boot());
        if (before.isReturn(now, at) && !sequential) {
            anomalies.add(new Anomaly(
                    AnomalyKind.ALTERNATING_NETWORKS,
                    "Within minutes the device attested from " + now.network() + " in boot "
                            + before.previousBoot().count() + ", from " + before.network() + " in boot "
                            + before.boot().count() + ", and from " + now.network() + " in boot "
                            + now.boot().count() + " again."));
        }
    }
}
