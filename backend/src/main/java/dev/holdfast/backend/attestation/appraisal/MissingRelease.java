package dev.holdfast.backend.attestation.appraisal;

import dev.holdfast.backend.attestation.reference.OsFeedRevision;
import dev.holdfast.contract.operator.attestation.FindingView;

/** The finding of a device for whose part no operating system was released. It does not come from a policy. */
final class MissingRelease {
    static final String CODE = "os-not-released";
    private static final String SUBJECT = "device";

    private MissingRelease() {}

    static FindingView finding(OsFeedRevision source) {
        if (source.part().isEmpty()) {
            return new FindingView(
                    CODE,
                    SUBJECT,
                    "No operating system was released for this device, because its endorsement names no part.",
                    "Import reference values for the images of its operating system.");
        }
        // A device without a group may run the releases in Retail.
        String feed = source.feed().isEmpty() ? "Retail" : source.feed();
        return new FindingView(
                CODE,
                SUBJECT,
                "No operating system was released for part " + source.part() + " in feed " + feed + ".",
                "Release an operating system for this part, or promote its release to this feed. Until then, Holdfast cannot tell whether"
                        + " the device's software is good. The next attestation after the release decides.");
    }
}
