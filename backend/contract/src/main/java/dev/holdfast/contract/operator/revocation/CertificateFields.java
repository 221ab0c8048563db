package dev.holdfast.contract.operator.revocation;

import dev.holdfast.contract.operator.filter.FilterField;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import java.util.List;

/** What certificates of devices can be filtered by. */
public final class CertificateFields {
    /** The vocabulary of certificates of devices. */
    public static final FilterVocabulary VOCABULARY = new FilterVocabulary(
            List.of(
                    FilterField.choice(
                            "is",
                            List.of("valid", "expired", "revoked", "blocked", "retired"),
                            "Whether it is good now, is over, was revoked by itself, belongs to a device that is blocked, or to an authority"
                                    + " that was retired.",
                            "is:revoked"),
                    FilterField.choice(
                            "usage",
                            List.of("customer", "update"),
                            "What it opens: the services of the customer, or the update channel.",
                            "usage:customer"),
                    FilterField.text("device", "The beginning of the device's ID.", "device:4f2a"),
                    FilterField.text(
                            "serial",
                            "The beginning of the serial number in hex, with or without colons.",
                            "serial:6b6b"),
                    FilterField.text(
                            "generation", "Which of the catalog's authorities issued it: 1, 2, …", "generation:2"),
                    FilterField.age("issued", "How long ago it became valid.", "issued:<1h"),
                    FilterField.age(
                            "expires", "How soon it expires; what has expired is less than any time.", "expires:<3h"),
                    FilterField.text("by", "Who ended it, by the whole user name.", "by:olivia"),
                    FilterField.text("reason", "A part of why it was ended.", "reason:stolen")),
            "the beginning of the device's ID or of the serial number");

    private CertificateFields() {}
}
