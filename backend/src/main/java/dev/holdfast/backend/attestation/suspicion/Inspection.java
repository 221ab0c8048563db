package dev.holdfast.backend.attestation.suspicion;

import dev.holdfast.backend.attestation.appraisal.LastKnown;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.operator.suspicion.SuspicionKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds evidence, whose signature and nonce are good, against what the same identity attested before. Pure.
 *
 * <p>Accuses nobody for what an honest device does. Evidence over a challenge that was given out before the last
 * attestation came may have been made before it, too, and only be late; so it is not compared.
 */
public final class Inspection {
    /** Nothing leaves a network and is back in it within this time, and does so twice. */
    static final Duration NO_TIME_TO_MOVE = Duration.ofMinutes(10);

    private static final int RETURNS = 2;

    private Inspection() {}

    /**
     * What the identity attested before.
     *
     * @param at when it last did; null when never
     * @param counters the highest
     * @param trace of the last time
     */
    public record Before(@Nullable Instant at, LastKnown counters, Trace trace) {}

    /**
     * What was found.
     *
     * @param suspicions what does not fit; empty for every honest device
     * @param trace what to hold the next attestation against
     */
    public record Finding(List<Suspicion> suspicions, Trace trace) {
        /** Copies the list. */
        public Finding {
            suspicions = List.copyOf(suspicions);
        }
    }

    /**
     * Inspects.
     *
     * @param challengedAt when the evidence's nonce was given out
     * @param address where the device connected from
     */
    public static Finding inspect(Evidence evidence, Before before, Instant challengedAt, String address, Instant now) {
        Instant last = before.at();
        boolean inOrder = last != null && challengedAt.isAfter(last);
        Trace next = before.trace().after(evidence, address, now);
        List<Suspicion> suspicions = new ArrayList<>();
        if (inOrder) {
            counters(evidence, before.counters(), suspicions);
            boot(before.trace(), next, suspicions);
        }
        if (next.returns() >= RETURNS && next.movedAt() == now.getEpochSecond()) {
            suspicions.add(new Suspicion(
                    SuspicionKind.TWO_PLACES,
                    "It attested from " + next.cameFrom() + " and " + next.network() + " in turn, within minutes."));
        }
        return new Finding(suspicions, inOrder || last == null ? next : next.keepingBoot(before.trace()));
    }

    private static void counters(Evidence evidence, LastKnown counters, List<Suspicion> suspicions) {
        long boots = counters.bootCount();
        long keystore = counters.keystoreVersion();
        if (evidence.bootCount() < boots) {
            suspicions.add(new Suspicion(
                    SuspicionKind.COUNTER_WENT_BACK,
                    "Its boot counter went back from " + boots + " to " + evidence.bootCount() + "."));
        }
        if (evidence.keystoreVersion() < keystore) {
            suspicions.add(new Suspicion(
                    SuspicionKind.COUNTER_WENT_BACK,
                    "Its keystore went back from version " + keystore + " to " + evidence.keystoreVersion() + "."));
        }
    }

    private static void boot(Trace before, Trace now, List<Suspicion> suspicions) {
        if (before.bootCount() == now.bootCount()
                && !before.bootState().isEmpty()
                && !before.bootState().equals(now.bootState())) {
            suspicions.add(new Suspicion(
                    SuspicionKind.BOOT_FORKED,
                    "In boot " + now.bootCount() + " it attested two different operating systems."));
        }
    }
}
