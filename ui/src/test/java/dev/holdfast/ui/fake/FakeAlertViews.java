package dev.holdfast.ui.fake;

import dev.holdfast.contract.operator.alert.AlertPriority;
import dev.holdfast.contract.operator.alert.AlertSeverity;
import dev.holdfast.contract.operator.alert.AlertState;
import dev.holdfast.contract.operator.alert.AlertStep;
import dev.holdfast.contract.operator.alert.AlertStepView;
import dev.holdfast.contract.operator.alert.AlertSubjectView;
import dev.holdfast.contract.operator.alert.AlertView;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.rollout.RolloutStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Alerts of a fake fleet in each state, the newest first. */
public final class FakeAlertViews {
    private static final UUID HALTED = FakeRollouts.id(RolloutStatus.HALTED);

    private FakeAlertViews() {}

    /** Returns the GUID of the alert with a number. 1 is the newest. */
    public static UUID id(int number) {
        return new UUID(0x0a1e_0000_0000_4000L, 0x8000_0000_0000_0000L + number);
    }

    static List<AlertView> all(FakeFleet fleet) {
        long untrusted = untrusted(fleet).size();
        return List.of(
                alert(
                        1,
                        "attestation-failed",
                        AlertSeverity.CRITICAL,
                        "Devices fail attestation: measurement-unknown.",
                        "Open one of the devices and compare what it reported with what was expected. If all devices run the same new"
                                + " software, check its reference values.",
                        AlertState.OPEN,
                        "",
                        Map.of("code", "measurement-unknown"),
                        untrusted),
                alert(
                        2,
                        "rollout-halted",
                        AlertSeverity.CRITICAL,
                        "A rollout halted in Toaster / Production.",
                        "Open the rollout and see why it halted. Then resume it, or roll it back.",
                        AlertState.OPEN,
                        "",
                        Map.of("subject", HALTED.toString(), "group", "Toaster / Production"),
                        0),
                alert(
                        3,
                        "application-crashes",
                        AlertSeverity.WARNING,
                        "The application toaster-control crashes on several devices.",
                        "Open the crash reports of the devices. Roll back if the crashes began with a new image.",
                        AlertState.OPEN,
                        "",
                        Map.of("component", "toaster-control"),
                        4),
                alert(
                        4,
                        "clone-suspected",
                        AlertSeverity.CRITICAL,
                        "Devices may be cloned or tampered with: BOOT_FORKED.",
                        "Open the anomalies of the devices. Block a device if two chips may share its identity, and find out who had"
                                + " access to it.",
                        AlertState.ACKNOWLEDGED,
                        "olivia",
                        Map.of("anomaly", "BOOT_FORKED"),
                        1),
                alert(
                        5,
                        "approval-waiting",
                        AlertSeverity.NOTICE,
                        "Operations wait for approval.",
                        "Open the approvals, then approve or reject each of them.",
                        AlertState.OPEN,
                        "",
                        Map.of(),
                        0),
                alert(
                        6,
                        "devices-unreachable",
                        AlertSeverity.WARNING,
                        "Devices have been silent for more than a day.",
                        "Check power and network of the devices. If many fell silent together, check what they have in common.",
                        AlertState.ACKNOWLEDGED,
                        "pavel",
                        Map.of(),
                        3),
                alert(
                        7,
                        "update-failed",
                        AlertSeverity.WARNING,
                        "Updates fail on devices with code 40.",
                        "Look up the code in docs/gateway.md. Deploy an image without the problem, or make the failed devices retry.",
                        AlertState.SUPPRESSED,
                        "pavel",
                        Map.of("code", "40"),
                        2),
                alert(
                        8,
                        "authority-created",
                        AlertSeverity.WARNING,
                        "The next certificate authority exists and will soon issue certificates.",
                        "Register the new certificate authority at all relying parties before it becomes active.",
                        AlertState.RESOLVED,
                        "olivia",
                        Map.of(),
                        0));
    }

    private static List<DeviceView> untrusted(FakeFleet fleet) {
        return fleet.devices().stream()
                .filter(device -> device.trust() == Trust.UNTRUSTED)
                .toList();
    }

    private static AlertView alert(
            int number,
            String rule,
            AlertSeverity severity,
            String title,
            String nextStep,
            AlertState state,
            String assignee,
            Map<String, String> labels,
            long devices) {
        boolean resolved = state == AlertState.RESOLVED;
        return new AlertView(
                id(number),
                rule,
                severity,
                title,
                nextStep,
                state,
                number == 1 ? AlertPriority.HIGH : AlertPriority.NORMAL,
                assignee,
                labels,
                devices,
                resolved ? 0 : Math.max(1, devices),
                7L * number,
                FakeFleet.ago(0.12 * number * number),
                FakeFleet.ago(0.011 * number * number),
                number == 4 ? 3 : 1,
                FakeFleet.ago(0.1 * number),
                state == AlertState.SUPPRESSED ? FakeFleet.ago(-6.2) : null,
                rule.startsWith("rollout-") ? HALTED : null);
    }

    static AlertView with(
            AlertView alert,
            AlertState state,
            AlertPriority priority,
            String assignee,
            @Nullable Instant until,
            long devices,
            Instant lastSeen) {
        return new AlertView(
                alert.id(),
                alert.rule(),
                alert.severity(),
                alert.title(),
                alert.nextStep(),
                state,
                priority,
                assignee,
                alert.labels(),
                devices,
                Math.max(devices, alert.subjects()),
                alert.events(),
                alert.firstSeen(),
                lastSeen,
                alert.openings(),
                state == alert.state() ? alert.stateSince() : FakeFleet.now(),
                until,
                alert.rollout());
    }

    /** Returns the timeline: it opened, and the step that led to its state. */
    static List<AlertStepView> steps(AlertView alert) {
        List<AlertStepView> steps = new ArrayList<>();
        steps.add(new AlertStepView(alert.firstSeen(), AlertStep.OPENED, "", ""));
        if (!alert.assignee().isEmpty()) {
            steps.addFirst(new AlertStepView(
                    alert.stateSince(), AlertStep.COMMENTED, alert.assignee(), "I am looking into it."));
        }
        switch (alert.state()) {
            case OPEN -> {}
            case ACKNOWLEDGED ->
                steps.addFirst(new AlertStepView(alert.stateSince(), AlertStep.ACKNOWLEDGED, alert.assignee(), ""));
            case SUPPRESSED ->
                steps.addFirst(new AlertStepView(
                        alert.stateSince(),
                        AlertStep.SUPPRESSED,
                        alert.assignee(),
                        "The warehouse has no power until Monday."));
            case RESOLVED -> steps.addFirst(new AlertStepView(alert.stateSince(), AlertStep.RESOLVED_ITSELF, "", ""));
        }
        return steps;
    }

    /** Returns the affected devices, or a rollout or another subject. The last device of an alert with many has been cleared. */
    static List<AlertSubjectView> subjects(FakeFleet fleet, AlertView alert) {
        List<AlertSubjectView> subjects = new ArrayList<>();
        if (alert.devices() == 0) {
            String subject = alert.rollout() == null
                    ? id(90).toString()
                    : alert.rollout().toString();
            subjects.add(subject(subject, false, alert, alert.state() == AlertState.RESOLVED));
            return subjects;
        }
        List<DeviceView> devices = alert.rule().equals("attestation-failed") ? untrusted(fleet) : fleet.devices();
        devices.stream()
                .limit(alert.devices())
                .forEach(device -> subjects.add(subject(device.id().text(), true, alert, false)));
        if (alert.devices() > 2) {
            subjects.add(subject(fleet.pinned().id().text(), true, alert, true));
        }
        return subjects;
    }

    private static AlertSubjectView subject(String subject, boolean device, AlertView alert, boolean cleared) {
        return new AlertSubjectView(
                subject, device, alert.firstSeen(), alert.lastSeen(), 2, cleared ? alert.lastSeen() : null);
    }
}
