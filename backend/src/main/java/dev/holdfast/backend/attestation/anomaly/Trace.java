package dev.holdfast.backend.attestation.anomaly;

import dev.holdfast.backend.attestation.appraisal.Appraiser;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.Digest;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Collectors;

/**
 * What a device's next attestation is held against, beside its counters. It changes only when the device boots or moves.
 *
 * @param boot the boot in which it attested last
 * @param network where it connected from; empty before the first attestation
 * @param cameFrom the network before that; empty when it never moved
 * @param bootThere the boot in which it attested last before it moved
 * @param movedAt when it moved, seconds since 1970; 0 when it never did
 */
public record Trace(Boot boot, String network, String cameFrom, Boot bootThere, long movedAt) {
    /** Of a device that has never attested. */
    public static final Trace NOTHING = new Trace(Boot.NONE, "", "", Boot.NONE, 0);

    private static final int STATE_LENGTH = 16;

    /**
     * One boot of a device.
     *
     * @param count the boot counter; 0 before the first attestation
     * @param state the operating system that it measured, hashed; empty before the first attestation
     */
    public record Boot(long count, String state) {
        static final Boot NONE = new Boot(0, "");

        static Boot of(Evidence evidence) {
            return new Boot(evidence.bootCount(), stateOf(evidence));
        }

        /** Returns whether one chip can be in this boot after {@code earlier}: in the same one, or in a later one. */
        boolean follows(Boot earlier) {
            return count > earlier.count || equals(earlier) || earlier.state.isEmpty();
        }
    }

    /** Reads the stored form. */
    public static Trace of(JsonObject stored) {
        return new Trace(
                new Boot(stored.getLong("boot", 0L), stored.getString("state", "")),
                stored.getString("network", ""),
                stored.getString("from", ""),
                new Boot(stored.getLong("bootThere", 0L), stored.getString("stateThere", "")),
                stored.getLong("moved", 0L));
    }

    /** Returns the stored form. */
    public JsonObject toJson() {
        JsonObject json = new JsonObject()
                .put("boot", boot.count)
                .put("state", boot.state)
                .put("network", network);
        return cameFrom.isEmpty()
                ? json
                : json.put("from", cameFrom)
                        .put("moved", movedAt)
                        .put("bootThere", bootThere.count)
                        .put("stateThere", bootThere.state);
    }

    /** Returns the trace after an attestation from {@code address}. */
    Trace after(Evidence evidence, String address, Instant now) {
        String here = Networks.of(address);
        Boot current = Boot.of(evidence);
        return network.isEmpty() || network.equals(here)
                ? new Trace(current, here, cameFrom, bootThere, movedAt)
                : new Trace(current, here, network, boot, now.getEpochSecond());
    }

    /** Returns whether {@code next} is back, soon, where this one was before it moved to where it is. */
    boolean returnsWith(Trace next, Instant now) {
        return !next.network.equals(network)
                && next.network.equals(cameFrom)
                && now.getEpochSecond() - movedAt < Inspection.NO_TIME_TO_MOVE.toSeconds();
    }

    /** What every boot measures, once and before anything can attest; the rest may come and go while a device runs. */
    static String stateOf(Evidence evidence) {
        String measured = evidence.measurements().stream()
                .filter(measurement -> Appraiser.REQUIRED.contains(measurement.type()))
                .map(Measurement::digest)
                .map(Digest::hex)
                .collect(Collectors.joining(" "));
        return Digest.sha256(measured.getBytes(StandardCharsets.US_ASCII)).hex().substring(0, STATE_LENGTH);
    }
}
