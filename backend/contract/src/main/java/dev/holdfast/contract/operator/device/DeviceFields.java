package dev.holdfast.contract.operator.device;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.filter.FilterField;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import java.util.List;

/** Filter fields of devices. */
public final class DeviceFields {
    public static final FilterVocabulary VOCABULARY = new FilterVocabulary(
            List.of(
                    new FilterField(
                            "is",
                            FilterField.Kind.CHOICE,
                            List.of(
                                    "trusted",
                                    "outdated",
                                    "untrusted",
                                    "unknown",
                                    "unreachable",
                                    "blocked",
                                    "named",
                                    "tagged"),
                            "Health, or whether it is blocked, named or tagged.",
                            "is:untrusted"),
                    FilterField.text("product", "Name of the product, exact.", "product:toaster"),
                    FilterField.text("group", "Name of the device group, exact.", "group:\"field test\""),
                    FilterField.text("tag", "Tag, exact.", "tag:lab"),
                    new FilterField(
                            "os",
                            FilterField.Kind.VERSION,
                            List.of(),
                            "Version of the operating system; devices that never reported one do not match.",
                            "os:<24.06"),
                    FilterField.text(
                            "app",
                            "Attested application of the deployment: name, or name and version.",
                            "app:\"toaster-control 3\""),
                    new FilterField(
                            "update",
                            FilterField.Kind.CHOICE,
                            List.of(
                                    "not-targeted",
                                    "waiting-for-phase",
                                    "pending",
                                    "unknown",
                                    "unreachable",
                                    "held",
                                    "offered",
                                    "downloading",
                                    "staged",
                                    "waiting-for-window",
                                    "deferred",
                                    "installed",
                                    "confirmed",
                                    "attested",
                                    "failed",
                                    "returned"),
                            "State of the update; pending stands for all states before installed, except not-targeted and waiting-for-phase.",
                            "update:failed"),
                    FilterField.age(
                            "seen", "Time since the last contact, or since the claim if there was none.", "seen:>7d"),
                    FilterField.age("attested", "Time since the last attestation.", "attested:>2d"),
                    FilterField.age("crashed", "Time since an application last crashed.", "crashed:<1d"),
                    FilterField.age("claimed", "Time since the claim.", "claimed:<1w"),
                    FilterField.age(
                            "expires",
                            "Time until the certificate expires. With <, also finds expired ones.",
                            "expires:<3h"),
                    FilterField.text(
                            "code", "Code of the finding that makes it untrusted.", "code:measurement-outdated"),
                    FilterField.guid(
                            "approval",
                            "GUID of an approval request that covers the device.",
                            "approval:7c1d2a5e-3b8f-4d60-9a41-2f6c0e9b7d13"),
                    FilterField.guid(
                            "rollout",
                            "GUID of a rollout: the newest one in which the device took a step.",
                            "rollout:5d0f7c7e-2b7c-4b65-9a0c-3a3f5d6c8e21"),
                    new FilterField(
                            "phase",
                            FilterField.Kind.NUMBER,
                            List.of(),
                            "Number of the phase that opened it: of the group's active rollout, or of the newest one in which it took a step.",
                            "phase:1"),
                    FilterField.guid(
                            "image-key",
                            "GUID of an image key that signed an image of the attested deployment.",
                            "image-key:0b8e6a4d-91c7-4f3a-8d25-6e1f7a9c3b40"),
                    FilterField.hex("id", DeviceId.TEXT_LENGTH, "Beginning of the device ID.", "id:4f2a"),
                    FilterField.text("name", "Part of the name.", "name:kitchen")),
            "the beginning of the device ID, a part of the name, or the code of the finding");

    private DeviceFields() {}
}
