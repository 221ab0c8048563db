package dev.holdfast.contract.format;

import java.util.Arrays;
import java.util.Optional;

/** Kind of evidence; each has its own {@link EvidenceFormat}. */
public enum EvidenceKind {
    /** Pluton's own token. */
    PLUTON("pluton", "application/eat+cwt"),
    /** A token of Arm's Platform Security Architecture (RFC 9783) with a statement on the client keys beside it. */
    PSA("psa", "application/vnd.holdfast.psa-evidence+cbor");

    private final String label;
    private final String mediaType;

    EvidenceKind(String label, String mediaType) {
        this.label = label;
        this.mediaType = mediaType;
    }

    /** Returns its name in results, profiles and documents. */
    public String label() {
        return label;
    }

    /** Returns the media type in which a device sends it. */
    public String mediaType() {
        return mediaType;
    }

    /** Finds the kind that is sent in a media type. */
    public static Optional<EvidenceKind> ofMediaType(String mediaType) {
        return Arrays.stream(values())
                .filter(kind -> kind.mediaType.equals(mediaType))
                .findFirst();
    }

    /** Finds the kind with a name. */
    public static Optional<EvidenceKind> ofLabel(String label) {
        return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst();
    }
}
