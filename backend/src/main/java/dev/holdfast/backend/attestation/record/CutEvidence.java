package dev.holdfast.backend.attestation.record;

import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.Blob;
import java.util.Arrays;
import java.util.List;

/**
 * Evidence split at the bytes that devices with the same software share: from the first measured digest to the last. All kinds of evidence
 * hold digests as raw bytes. The database view {@code kept_attestation} joins the parts.
 *
 * @param rest the remaining bytes
 * @param at offset in {@code rest} where the part belongs
 * @param part the shared bytes; empty if the evidence does not hold the digests in order
 */
record CutEvidence(Blob rest, int at, Blob part) {
    private static final Blob NOTHING = Blob.of(new byte[0]);

    static CutEvidence of(Blob evidence, List<Measurement> measurements) {
        if (measurements.isEmpty()) {
            return new CutEvidence(evidence, 0, NOTHING);
        }
        byte[] all = evidence.bytes();
        byte[] last = measurements.getLast().digest().bytes();
        int begin = indexOf(all, measurements.getFirst().digest().bytes(), 0);
        int lastBegins = begin < 0 ? begin : indexOf(all, last, begin);
        if (lastBegins < 0) {
            return new CutEvidence(evidence, 0, NOTHING);
        }
        int end = lastBegins + last.length;
        return new CutEvidence(Blob.of(without(all, begin, end)), begin, Blob.of(Arrays.copyOfRange(all, begin, end)));
    }

    private static int indexOf(byte[] all, byte[] wanted, int from) {
        for (int i = from; i <= all.length - wanted.length; i++) {
            if (all[i] == wanted[0] && Arrays.equals(all, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }

    private static byte[] without(byte[] all, int begin, int end) {
        byte[] rest = Arrays.copyOf(all, all.length - (end - begin));
        System.arraycopy(all, end, rest, begin, all.length - end);
        return rest;
    }
}
