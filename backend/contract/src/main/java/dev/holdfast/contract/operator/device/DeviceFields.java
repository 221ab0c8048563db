package dev.holdfast.contract.operator.device;

import dev.holdfast.contract.operator.filter.FilterField;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import java.util.List;

/** What device lists can be filtered by. */
public final class DeviceFields {
    /** The vocabulary of device lists. */
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
                            "How it stands: its health, and whether it is blocked, has a name or has tags.",
                            "is:untrusted"),
                    FilterField.text("product", "Its product, by name.", "product:toaster"),
                    FilterField.text("group", "Its device group, by name.", "group:\"field test\""),
                    FilterField.text("tag", "A tag that it has.", "tag:lab"),
                    new FilterField(
                            "os",
                            FilterField.Kind.VERSION,
                            List.of(),
                            "The version of its operating system; one that has never said so has none.",
                            "os:<24.06"),
                    FilterField.text(
                            "app",
                            "An application that it attested as its deployment has it: its name, or its name and version.",
                            "app:\"toaster-control 3\""),
                    new FilterField(
                            "update",
                            FilterField.Kind.CHOICE,
                            List.of("none", "pending", "installed", "attested", "failed"),
                            "How its update stands.",
                            "update:failed"),
                    FilterField.age(
                            "seen",
                            "How long ago its last contact was; one that never made contact counts from when it was claimed.",
                            "seen:>7d"),
                    FilterField.age("attested", "How long ago it attested last.", "attested:>2d"),
                    FilterField.age("claimed", "How long ago it was claimed.", "claimed:<1w"),
                    FilterField.age(
                            "expires",
                            "How soon its certificate expires; what has expired is less than any time.",
                            "expires:<3h"),
                    FilterField.text("code", "The code of the finding that it is not trusted for.", "code:os-outdated"),
                    FilterField.text(
                            "approval",
                            "The GUID of an approval that is about it and others, such as one to block them all.",
                            "approval:7c1d2a5e-3b8f-4d60-9a41-2f6c0e9b7d13"),
                    FilterField.text("id", "The beginning of its device ID.", "id:4f2a"),
                    FilterField.text("name", "A part of its name.", "name:kitchen")),
            "the beginning of its device ID, a part of its name, or the code of its finding");

    private DeviceFields() {}
}
