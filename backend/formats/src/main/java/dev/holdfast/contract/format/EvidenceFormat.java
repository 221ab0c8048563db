package dev.holdfast.contract.format;

import dev.holdfast.contract.format.FormatException.Reason;
import java.util.List;
import java.util.Optional;

/**
 * Evidence on the wire. There is one format for each {@link EvidenceKind}, and what comes out of any of them is the same
 * {@link Evidence}: nothing behind this interface asks who made it. Every format names the device, so that evidence can be
 * checked from itself alone; whether that device is the one expected is the verifier's question.
 *
 * <p>The bytes are described in {@code docs/evidence.cddl} and {@code psa-evidence.cddl}, against which the tests
 * of the writers here check what they write.
 */
public sealed interface EvidenceFormat permits PlutonEvidenceFormat, PsaEvidenceFormat {
    /** No evidence of any kind is longer. */
    int MAX_LENGTH = 8 * 1024;

    /** Returns whose evidence this format is. */
    EvidenceKind kind();

    /** Returns the longest evidence of this kind, in bytes. */
    int maxLength();

    /** Returns whether {@code evidence}, which has at least one byte, is meant to be of this kind: by its first byte. */
    boolean recognizes(byte[] evidence);

    /**
     * Checks the signature with the key that the evidence itself names, then decodes.
     *
     * @throws FormatException when it is malformed, of another profile, or its signature does not hold
     */
    Evidence read(byte[] evidence) throws FormatException;

    /**
     * Checks and decodes evidence of any kind.
     *
     * @throws FormatException when it is of no known kind, malformed, or its signature does not hold; the reason says which
     */
    static Evidence verify(byte[] evidence) throws FormatException {
        EvidenceFormat format =
                of(evidence).orElseThrow(() -> new FormatException(Reason.MAGIC, "no known kind of evidence"));
        if (evidence.length > format.maxLength()) {
            throw new FormatException(
                    Reason.SIZE, "evidence of " + evidence.length + " bytes, at most " + format.maxLength());
        }
        return format.read(evidence);
    }

    /** Finds the format that bytes are meant to be in; whether they are is another question. */
    static Optional<EvidenceFormat> of(byte[] evidence) {
        return evidence.length == 0
                ? Optional.empty()
                : all().stream().filter(format -> format.recognizes(evidence)).findFirst();
    }

    /** Returns every format there is. */
    static List<EvidenceFormat> all() {
        return List.of(new PlutonEvidenceFormat(), new PsaEvidenceFormat());
    }
}
