package dev.holdfast.backend.attestation.record;

import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.Blob;
import java.util.Arrays;
import java.util.List;

/**
 * Evidence split at the bytes that devices with the same software share: from the first measured digest to the last. All kinds of evidence
 * hold digests as raw bytes. The database view {@code kept_attestation} joins both.
 *
 * @param remainder the bytes without the shared ones
 * @param offset position of the shared bytes in {@code remainder}
 * @param shared the shared bytes; empty if the evidence does not hold the digests in order
 */
record SplitEvidence(Blob remainder, int offset, Blob shared) {
    private static final Blob NOTHING = Blob.of(new byte[0]);

    static SplitEvidence of(Blob evidence, List<Measurement> measurements) {
        if (measurements.isEmpty()) {
            return new SplitEvidence(evidence, 0, NOTHING);
        }
        byte[] all = evidence.bytes();
        byte[] last = measurements.getLast().digest().bytes();
        int begin = indexOf(all, measurements.getFirst().digest().bytes(), 0);
        int lastBegins = begin < 0 ? begin : indexOf(all, last, begin);
        if (lastBegins < 0) {
            return new SplitEvidence(evidence, 0, NOTHING);
        }
        int end = lastBegins + last.length;
        return new SplitEvidence(
                Blob.of(without(all, begin, end)), begin, Blob.of(Arrays.copyOfRange(all, begin, end)));
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
        byte[] remainder = Arrays.copyOf(all, all.length - (end - begin));
        System.arraycopy(all, end, remainder, begin, all.length - end);
        return remainder;
    }
}
