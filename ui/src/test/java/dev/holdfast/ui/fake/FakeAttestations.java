package dev.holdfast.ui.fake;

import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.operator.attestation.AttestationView;
import dev.holdfast.contract.operator.attestation.FindingView;
import dev.holdfast.contract.operator.attestation.MeasurementVerdict;
import dev.holdfast.contract.operator.attestation.MeasurementView;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.ReportView;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.reference.ReferenceState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** The attestations of the fake fleet. */
public final class FakeAttestations {
    /** The operating system's images in order of boot. */
    static final List<String> BOOT_CHAIN = List.of(
            "OneBl",
            "PlutonRuntime",
            "WifiFirmware",
            "SecurityMonitor",
            "NormalWorldLoader",
            "NormalWorldDtb",
            "NormalWorldKernel",
            "RootFs",
            "Services");

    private FakeAttestations() {}

    /** Returns the name of the operating system's image of a type. */
    static String name(String type) {
        return type.equals("Services") ? "update-agent" : type.toLowerCase(Locale.ROOT);
    }

    /** Returns a device's attestations, newest first. */
    public static List<AttestationView> of(DeviceView device) {
        if (device.lastAttestation() == null) {
            return List.of();
        }
        return List.of(
                attestation(90_417, device.trust(), 0.1),
                attestation(90_102, Trust.TRUSTED, 1.1),
                attestation(89_930, Trust.TRUSTED, 2.1));
    }

    /** Returns a device's reports, newest first. */
    public static List<ReportView> reports() {
        return List.of(
                report("UPDATE_INSTALLED", 0.11, Map.of("manifest", "31", "duration_ms", "8123")),
                report("APP_CRASH", 3.2, Map.of("component", "toaster-control", "signal", "11")),
                report("UPDATE_FAILED", 21.0, Map.of("manifest", "30", "reason", "power lost while staging")));
    }

    private static ReportView report(String kind, double days, Map<String, String> detail) {
        return new ReportView(FakeFleet.ago(days), FakeFleet.ago(days), kind, detail);
    }

    /** Returns an attestation of some days ago. */
    private static AttestationView attestation(long id, Trust trust, double days) {
        return new AttestationView(
                id,
                FakeFleet.ago(days),
                trust,
                "holdfast-default",
                3,
                findings(trust),
                measurements(trust),
                List.of(),
                412 - (long) days,
                "disabled-permanently",
                "10.31.4.17",
                Blob.of(FakeTokens.evidence(412 - (long) days)),
                Blob.of(FakeTokens.result("holdfast-default", 3)));
    }

    private static List<FindingView> findings(Trust trust) {
        return switch (trust) {
            case TRUSTED -> List.of();
            case UNTRUSTED ->
                List.of(
                        new FindingView(
                                "measurement-unknown",
                                "Applications",
                                "The application toaster-control is none of the images that were uploaded",
                                "If the image is yours, upload it; if not, deploy a known image to the group and look at how"
                                        + " this one got onto the device."),
                        new FindingView(
                                "component-unexpected",
                                "Applications",
                                "The device runs an application of a component that nobody knows",
                                "Remove it with the next deployment."));
            case OUTDATED ->
                List.of(new FindingView(
                        "os-outdated",
                        "NormalWorldKernel",
                        "The operating system is older than the newest release",
                        "Nothing, if the device is online: it repairs itself through the update channel."));
            case UNKNOWN ->
                List.of(new FindingView(
                        "certificate-expired",
                        "device",
                        "The certificate expired and the device has not come back",
                        "Check the device's power and network."));
        };
    }

    private static List<MeasurementView> measurements(Trust trust) {
        List<MeasurementView> rows = new ArrayList<>();
        for (String type : BOOT_CHAIN) {
            boolean old = trust == Trust.OUTDATED && type.equals("NormalWorldKernel");
            rows.add(row(
                    type,
                    name(type),
                    name(type) + type + (old ? 6 : 7),
                    name(type) + type + 7,
                    old ? 6 : 7,
                    7,
                    old ? MeasurementVerdict.OUTDATED : MeasurementVerdict.CURRENT));
        }
        if (trust == Trust.UNTRUSTED) {
            rows.add(row(
                    "Applications",
                    "toaster-control",
                    "tampered",
                    "toaster-controlApplications14",
                    14,
                    14,
                    MeasurementVerdict.MISMATCH));
            rows.add(row("Applications", "", "intruder", "", 1, 0, MeasurementVerdict.UNEXPECTED));
            rows.add(row("CustomerBoardConfig", "toaster-board", "", "board", 0, 2, MeasurementVerdict.MISSING));
        } else {
            rows.add(row(
                    "Applications",
                    "toaster-control",
                    "toaster-controlApplications14",
                    "toaster-controlApplications14",
                    14,
                    14,
                    MeasurementVerdict.CURRENT));
        }
        return rows;
    }

    /** Returns a measurement. The digests are those of {@code reported} and {@code expected}. An empty text means no digest. */
    private static MeasurementView row(
            String type,
            String name,
            String reported,
            String expected,
            long reportedVersion,
            long expectedVersion,
            MeasurementVerdict verdict) {
        return new MeasurementView(
                type,
                UUID.nameUUIDFromBytes((type + name).getBytes(StandardCharsets.UTF_8))
                        .toString(),
                name,
                reported.isEmpty() ? null : FakeFleet.digest(reported),
                reportedVersion,
                expected.isEmpty() ? null : FakeFleet.digest(expected),
                expectedVersion,
                verdict,
                ReferenceState.PERMANENT,
                false);
    }
}
