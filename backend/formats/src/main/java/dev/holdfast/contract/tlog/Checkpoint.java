package dev.holdfast.contract.tlog;

import dev.holdfast.contract.id.Digest;
import java.util.Base64;
import java.util.List;

/**
 * What a log was at a moment (C2SP tlog-checkpoint): its first {@code size} entries, and no others, make this root.
 *
 * @param origin names the log
 * @param size number of entries
 * @param root of the tree over them
 */
public record Checkpoint(String origin, long size, Digest root) {
    private static final int LINES = 3;

    /** Returns the text that is signed, its last line ended. */
    public String text() {
        return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root.bytes()) + "\n";
    }

    /**
     * Reads a text; extension lines are passed over.
     *
     * @throws UntrustedCheckpointException when it is no checkpoint
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
        throw new UntrustedCheckpointException("it has no line with an origin, one with a size and one with a root");
    }
}
