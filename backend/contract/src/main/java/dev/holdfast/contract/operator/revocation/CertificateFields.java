package dev.holdfast.contract.operator.revocation;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.filter.FilterField;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import java.util.List;

/** Filter fields of device certificates. */
public final class CertificateFields {
    private static final int SERIAL_DIGITS = 32;

    public static final FilterVocabulary VOCABULARY = new FilterVocabulary(
            List.of(
                    FilterField.choice(
                            "is",
                            List.of("valid", "expired", "revoked", "blocked", "retired"),
                            "Status; retired means that its CA was retired.",
                            "is:revoked"),
                    FilterField.choice(
                            "usage",
                            List.of("customer", "update"),
                            "Usage: customer services or updates.",
                            "usage:customer"),
                    FilterField.hex("device", DeviceId.TEXT_LENGTH, "Beginning of the device ID.", "device:4f2a"),
                    FilterField.hex(
                            "serial",
                            SERIAL_DIGITS,
                            "Beginning of the serial number in hex, with or without colons.",
                            "serial:6b6b"),
                    new FilterField(
                            "generation",
                            FilterField.Kind.NUMBER,
                            List.of(),
                            "Generation of the issuing CA: 1, 2, …",
                            "generation:2"),
                    FilterField.age("issued", "Time since it became valid.", "issued:<1h"),
                    FilterField.age(
                            "expires", "Time until it expires. With <, also finds expired ones.", "expires:<3h"),
                    FilterField.text("by", "User name of the person who revoked it, exact.", "by:olivia"),
                    FilterField.text("reason", "Part of the reason for the revocation.", "reason:stolen")),
            "the beginning of the device ID or of the serial number");

    private CertificateFields() {}
}
