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
 * Boots and networks of a device, to compare with its next attestation. Changes only if the device boots or changes networks.
 *
 * @param boot boot of the last attestation
 * @param network network of the last attestation; empty if there is none
 * @param previousNetwork network before the last change; empty if the device never changed networks
 * @param previousBoot last boot in the previous network
 * @param movedAt time of the last change, in seconds since 1970; 0 if there was none
 */
public record BootTrace(Boot boot, String network, String previousNetwork, Boot previousBoot, long movedAt) {
    /** For a device that has never attested. */
    public static final BootTrace NONE = new BootTrace(Boot.NONE, "", "", Boot.NONE, 0);

    private static final int STATE_LENGTH = 16;

    /**
     * One boot of a device.
     *
     * @param count boot counter; 0 before the first attestation
     * @param state hash of the measured operating system; empty before the first attestation
     */
    public record Boot(long count, String state) {
        static final Boot NONE = new Boot(0, "");

        static Boot of(Evidence evidence) {
            return new Boot(evidence.bootCount(), stateOf(evidence));
        }

        /** Returns whether one chip can be in this boot after {@code earlier}: the same boot or a later one. */
        boolean follows(Boot earlier) {
            return count > earlier.count || equals(earlier) || earlier.state.isEmpty();
        }
    }

    /** Reads the stored form, in which {@code from}, {@code bootThere} and {@code stateThere} are the previous network and the boot there. */
    public static BootTrace of(JsonObject stored) {
        return new BootTrace(
                new Boot(stored.getLong("boot", 0L), stored.getString("state", "")),
                stored.getString("network", ""),
                stored.getString("from", ""),
                new Boot(stored.getLong("bootThere", 0L), stored.getString("stateThere", "")),
                stored.getLong("moved", 0L));
    }

    public JsonObject toJson() {
        JsonObject json = new JsonObject()
                .put("boot", boot.count)
                .put("state", boot.state)
                .put("network", network);
        return previousNetwork.isEmpty()
                ? json
                : json.put("from", previousNetwork)
                        .put("moved", movedAt)
                        .put("bootThere", previousBoot.count)
                        .put("stateThere", previousBoot.state);
    }

    /** Returns the trace after an attestation from {@code address}. */
    BootTrace after(Evidence evidence, String address, Instant now) {
        String here = Networks.of(address);
        Boot current = Boot.of(evidence);
        return network.isEmpty() || network.equals(here)
                ? new BootTrace(current, here, previousNetwork, previousBoot, movedAt)
                : new BootTrace(current, here, network, boot, now.getEpochSecond());
    }

    /** Returns whether the device returned to its previous network within ten minutes of leaving it. */
    boolean isReturn(BootTrace next, Instant now) {
        return !next.network.equals(network)
                && next.network.equals(previousNetwork)
                && now.getEpochSecond() - movedAt < Inspection.MIN_TRAVEL_TIME.toSeconds();
    }

    /** Hashes the images that every boot measures before the device attests. Other images may change while the device runs. */
    static String stateOf(Evidence evidence) {
        String measured = evidence.measurements().stream()
                .filter(measurement -> Appraiser.REQUIRED.contains(measurement.type()))
                .map(Measurement::digest)
                .map(Digest::hex)
                .collect(Collectors.joining(" "));
        return Digest.sha256(measured.getBytes(StandardCharsets.US_ASCII)).hex().substring(0, STATE_LENGTH);
    }
}
