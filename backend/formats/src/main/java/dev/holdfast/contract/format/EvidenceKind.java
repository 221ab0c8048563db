package dev.holdfast.contract.format;

import java.util.Arrays;
import java.util.Optional;

/** Kind of evidence; each has its own {@link EvidenceFormat}. */
public enum EvidenceKind {
    /** Pluton's token. */
    PLUTON("pluton", "application/eat+cwt"),
    /** PSA attestation token (RFC 9783) with a statement that contains the client keys. */
    PSA("psa", "application/vnd.holdfast.psa-evidence+cbor");

    private final String label;
    private final String mediaType;

    EvidenceKind(String label, String mediaType) {
        this.label = label;
        this.mediaType = mediaType;
    }

    /** Returns the name of the kind in results, profiles and documents. */
    public String label() {
        return label;
    }

    /** Returns the media type of the evidence in requests. */
    public String mediaType() {
        return mediaType;
    }

    /** Finds a kind by its media type. */
    public static Optional<EvidenceKind> ofMediaType(String mediaType) {
        return Arrays.stream(values())
                .filter(kind -> kind.mediaType.equals(mediaType))
                .findFirst();
    }

    /** Finds a kind by its name. */
    public static Optional<EvidenceKind> ofLabel(String label) {
        return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst();
    }
}
