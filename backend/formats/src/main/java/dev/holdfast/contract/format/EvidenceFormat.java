package dev.holdfast.contract.format;

import dev.holdfast.contract.format.FormatException.Reason;
import java.util.List;
import java.util.Optional;

/**
 * Decodes evidence. Each {@link EvidenceKind} has its own format, but all formats decode to {@link Evidence}. Evidence
 * contains the device ID, which is the public key that verifies the signature of the evidence. The caller checks that the
 * device ID is the expected one.
 *
 * <p>{@code docs/evidence.cddl} and {@code docs/psa-evidence.cddl} specify the bytes. Tests validate encoded evidence
 * against them.
 */
public sealed interface EvidenceFormat permits PlutonEvidenceFormat, PsaEvidenceFormat {
    /** Maximum length of evidence of any kind, in bytes. */
    int MAX_LENGTH = 8 * 1024;

    /** Returns the kind of evidence in this format. */
    EvidenceKind kind();

    /** Returns the maximum length of evidence of this kind, in bytes. */
    int maxLength();

    /** Returns whether the first byte of {@code evidence} belongs to this format. {@code evidence} must not be empty. */
    boolean recognizes(byte[] evidence);

    /**
     * Verifies the signature with the device ID in the evidence, then decodes.
     *
     * @throws FormatException if the evidence is malformed or has another profile, or if its signature is invalid
     */
    Evidence read(byte[] evidence) throws FormatException;

    /**
     * Verifies and decodes evidence of any kind.
     *
     * @throws FormatException if the evidence is of an unknown kind or malformed, or if its signature is invalid
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

    /** Finds the format of evidence by its first byte. Does not validate the rest. */
    static Optional<EvidenceFormat> of(byte[] evidence) {
        return evidence.length == 0
                ? Optional.empty()
                : all().stream().filter(format -> format.recognizes(evidence)).findFirst();
    }

    /** Returns all formats. */
    static List<EvidenceFormat> all() {
        return List.of(new PlutonEvidenceFormat(), new PsaEvidenceFormat());
    }
}
