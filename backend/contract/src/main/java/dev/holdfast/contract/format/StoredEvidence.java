package dev.holdfast.contract.format;

import dev.holdfast.contract.format.FormatException.Reason;
import dev.holdfast.contract.id.DeviceId;

/** Evidence from our own records: its signature was checked before it was stored, and checking it again is most of the work. */
public final class StoredEvidence {
    private StoredEvidence() {}

    /**
     * Decodes evidence; that of Pluton without checking its signature again. Never for bytes that come from elsewhere.
     *
     * @throws FormatException when it is of no known kind, or malformed
     */
    public static Evidence read(byte[] evidence) throws FormatException {
        if (!(EvidenceFormat.of(evidence).orElse(null) instanceof PlutonEvidenceFormat)) {
            return EvidenceFormat.verify(evidence);
        }
        CoseSign1 message = CoseSign1.decode(evidence);
        try {
            return PlutonEvidenceFormat.decodeClaims(
                    DeviceId.of(message.keyId().bytes()), message.payload().bytes());
        } catch (IllegalArgumentException e) {
            throw new FormatException(Reason.LENGTH, "the key id is not a device ID", e);
        }
    }
}
