package dev.holdfast.contract.tlog;

import dev.holdfast.contract.id.Digest;
import java.util.Base64;
import java.util.List;

/**
 * State of a log at some time (C2SP tlog-checkpoint): its size, and the root hash of the Merkle tree over its entries.
 *
 * @param origin name of the log
 * @param size number of entries
 * @param root root hash of the tree over these entries
 */
public record Checkpoint(String origin, long size, Digest root) {
    private static final int LINES = 3;

    /** Returns the text to sign, with a line feed at its end. */
    public String text() {
        return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root.bytes()) + "\n";
    }

    /**
     * Parses the signed text of a checkpoint. Ignores extension lines.
     *
     * @throws UntrustedCheckpointException if the text is not a checkpoint
     */
    static Checkpoint parse(String text) throws UntrustedCheckpointException {
        List<String> lines = text.lines().toList();
        try {
            if (lines.size() >= LINES && lines.get(1).matches("0|[1-9]\\d{0,17}")) {
                return new Checkpoint(
                        lines.get(0),
                        Long.parseLong(lines.get(1)),
                        Digest.of(Base64.getDecoder().decode(lines.get(2))));
            }
        } catch (IllegalArgumentException e) {
            throw new UntrustedCheckpointException("its third line is no SHA-256 digest in base64", e);
        }
        throw new UntrustedCheckpointException("its first three lines are not an origin, a size and a root hash");
    }
}
