package dev.holdfast.backend.attestation.anomaly;

import dev.holdfast.backend.attestation.appraisal.LastKnown;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.operator.anomaly.AnomalyKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds evidence, whose signature and nonce are good, against what the same identity attested before. Pure.
 *
 * <p>Accuses nobody for what an honest device does. Evidence over a challenge that was given out before the last
 * attestation came may have been made before it, too, and only be late; so it is neither compared nor remembered. Where a
 * device connects from accuses nobody: providers alternate networks. What does is that it says in two places, in turn, what one
 * chip cannot say.
 */
public final class Inspection {
    /** Who is in one network, then in another, then back in the first within this time was not carried around. */
    static final Duration NO_TIME_TO_MOVE = Duration.ofMinutes(10);

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
     * @param anomalies what does not fit; empty for every honest device
     * @param trace what to hold the next attestation against
     */
    public record Finding(List<Anomaly> anomalies, Trace trace) {}

    /**
     * Inspects.
     *
     * @param challengedAt when the evidence's nonce was given out
     * @param address where the device connected from
     */
    public static Finding inspect(Evidence evidence, Before before, Instant challengedAt, String address, Instant now) {
        Instant last = before.at();
        Trace next = before.trace().after(evidence, address, now);
        if (last == null) {
            return new Finding(List.of(), next);
        }
        if (!challengedAt.isAfter(last)) {
            return new Finding(List.of(), before.trace());
        }
        List<Anomaly> anomalies = new ArrayList<>();
        counters(evidence, before.counters(), anomalies);
        boot(before.trace(), next, anomalies);
        places(before.trace(), next, now, anomalies);
        return new Finding(anomalies, next);
    }

    private static void counters(Evidence evidence, LastKnown counters, List<Anomaly> anomalies) {
        long boots = counters.bootCount();
        long keystore = counters.keystoreVersion();
        if (evidence.bootCount() < boots) {
            anomalies.add(new Anomaly(
                    AnomalyKind.COUNTER_WENT_BACK,
                    "Its boot counter went back from " + boots + " to " + evidence.bootCount() + "."));
        }
        if (evidence.keystoreVersion() < keystore) {
            anomalies.add(new Anomaly(
                    AnomalyKind.COUNTER_WENT_BACK,
                    "Its keystore went back from version " + keystore + " to " + evidence.keystoreVersion() + "."));
        }
    }

    private static void boot(Trace before, Trace now, List<Anomaly> anomalies) {
        if (before.boot().count() == now.boot().count() && !now.boot().follows(before.boot())) {
            anomalies.add(new Anomaly(
                    AnomalyKind.BOOT_FORKED,
                    "In boot " + now.boot().count() + " it attested two different operating systems."));
        }
    }

    /** There, elsewhere and there again, and the boots in which it was do not follow each other: two chips take turns. */
    private static void places(Trace before, Trace now, Instant at, List<Anomaly> anomalies) {
        boolean oneAfterTheOther =
                before.boot().follows(before.bootThere()) && now.boot().follows(before.boot());
        if (before.returnsWith(now, at) && !oneAfterTheOther) {
            anomalies.add(new Anomaly(
                    AnomalyKind.TWO_PLACES,
                    "Within minutes it attested from " + now.network() + " in boot "
                            + before.bootThere().count() + ", from " + before.network() + " in boot "
                            + before.boot().count() + ", and from " + now.network() + " in boot "
                            + now.boot().count() + " again."));
        }
    }
}
