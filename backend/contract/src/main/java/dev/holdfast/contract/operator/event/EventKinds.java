package dev.holdfast.contract.operator.event;

import java.util.List;

/** Kinds of events in a catalog. {@code docs/events.md} describes them. The meaning of a kind never changes. */
public final class EventKinds {
    /** Tells a client that it may have missed events since its last event ID. */
    public static final String LOST = "EventsLost";

    public static final List<String> ALL = List.of(
            "ApprovalDecided",
            "ApprovalRequested",
            "AuditCheckpointSigned",
            "AuthorityActivated",
            "AuthorityCreated",
            "AuthorityExpired",
            "AuthorityRetired",
            "CapabilityIssued",
            "CapabilityRevoked",
            "CatalogChanged",
            "CatalogCreated",
            "CatalogDeleted",
            "CertificatesRevoked",
            "DeploymentAttested",
            "DeploymentDeleted",
            "DeploymentStarted",
            "DeviceAnomalyDetected",
            "DeviceBlocked",
            "DeviceClaimed",
            "DeviceDescribed",
            "DeviceJobEnded",
            "DeviceMoved",
            "DeviceReported",
            "DeviceTransferred",
            "DeviceTrustChanged",
            "DeviceUnblocked",
            "DeviceUnclaimed",
            "DeviceUnreachable",
            "EndorsementRestored",
            "EndorsementRevoked",
            LOST,
            "GroupConnectionSet",
            "GroupCreated",
            "GroupDeleted",
            "GroupSettingsChanged",
            "ImageDeleted",
            "ImageUploaded",
            "ManifestSetRenewed",
            "PolicyActivated",
            "PolicyReplayEnded",
            "PolicyRolledBack",
            "PolicyVersionSaved",
            "ProductCreated",
            "ProductDeleted",
            "ProductDescribed",
            "ReferenceValueConfirmed",
            "ReferenceValueRestored",
            "ReferenceValueRetired",
            "ReferenceValuesImported",
            "TransferAccepted",
            "TransferEnded",
            "TransferOffered");

    private EventKinds() {}
}
