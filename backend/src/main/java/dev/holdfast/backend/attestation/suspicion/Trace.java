package dev.holdfast.backend.attestation.suspicion;

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
 * @param bootCount the boot that {@code bootState} is of; 0 before the first attestation
 * @param bootState the operating system that it measured, hashed; empty before the first attestation
 * @param network where it connected from; empty before the first attestation
 * @param cameFrom the network before that; empty when it never moved
 * @param movedAt when it moved, seconds since 1970; 0 when it never did
 * @param returns how many moves in a row went back to where it had just come from, each within
 *     {@link Inspection#NO_TIME_TO_MOVE}
 */
public record Trace(long bootCount, String bootState, String network, String cameFrom, long movedAt, int returns) {
    /** Of a device that has never attested. */
    public static final Trace NOTHING = new Trace(0, "", "", "", 0, 0);

    private static final int STATE_LENGTH = 16;

    /** Reads the stored form. */
    public static Trace of(JsonObject stored) {
        return new Trace(
                stored.getLong("boot", 0L),
                stored.getString("state", ""),
                stored.getString("network", ""),
                stored.getString("from", ""),
                stored.getLong("moved", 0L),
                stored.getInteger("returns", 0));
    }

    /** Returns the stored form. */
    public JsonObject toJson() {
        JsonObject json =
                new JsonObject().put("boot", bootCount).put("state", bootState).put("network", network);
        return cameFrom.isEmpty()
                ? json
                : json.put("from", cameFrom).put("moved", movedAt).put("returns", returns);
    }

    /** Returns the trace after an attestation from {@code address}. */
    Trace after(Evidence evidence, String address, Instant now) {
        String here = Networks.of(address);
        Trace moved = network.isEmpty() || network.equals(here)
                ? new Trace(0, "", here, cameFrom, movedAt, returns)
                : new Trace(0, "", here, network, now.getEpochSecond(), returnsBy(here, now));
        return new Trace(
                evidence.bootCount(), stateOf(evidence), moved.network, moved.cameFrom, moved.movedAt, moved.returns);
    }

    /** Returns the same place with another's boot, for evidence that came late. */
    Trace keepingBoot(Trace newer) {
        return new Trace(newer.bootCount, newer.bootState, network, cameFrom, movedAt, returns);
    }

    private int returnsBy(String here, Instant now) {
        boolean back = here.equals(cameFrom) && now.getEpochSecond() - movedAt < Inspection.NO_TIME_TO_MOVE.toSeconds();
        return back ? returns + 1 : 0;
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
