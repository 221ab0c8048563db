package dev.holdfast.sim.agent;

import dev.holdfast.contract.device.DeviceReport;
import dev.holdfast.contract.device.DeviceReport.Kind;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.sim.mt3620.Mt3620;
import dev.holdfast.sim.mt3620.boot.BootOutcome;
import dev.holdfast.sim.mt3620.guardian.Equipment;
import dev.holdfast.sim.mt3620.guardian.Guardian;
import dev.holdfast.sim.mt3620.power.PowerControl;
import dev.holdfast.sim.mt3620.update.ImageUpdateError;
import dev.holdfast.sim.mt3620.update.UpdateEvent;
import dev.holdfast.sim.mt3620.update.UpdateRefusedException;
import dev.holdfast.sim.mt3620.update.Updater;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The blocking parts of a device's software: boot, flash and files. The ID of a report about an update's outcome is
 * derived from device, version and outcome. So the service recognizes a repeated report as a duplicate.
 */
final class Software {
    /** Time without a request until equipment that only the chip's folder describes counts as silent. */
    private static final Duration MAX_SILENCE = Duration.ofMinutes(5);

    private final Mt3620 chip;
    private final ReportQueue reports;
    private final DeviceClock clock;
    private final PowerControl power;
    private final @Nullable Guardian guardian;
    private final SoftwareBehavior behavior;
    /** Version of the manifest set whose trial was given up because the device stayed untrusted; 0 for none. */
    private volatile long untrustedVersion;
    /** Defects of the running applications. */
    private volatile List<Defect> defects = List.of();

    /**
     * Opens a chip's software, powered down.
     *
     * @param settings settings of the software
     */
    Software(Mt3620 chip, AgentSettings settings) throws IOException {
        this.chip = chip;
        this.reports = ReportQueue.open(chip.directory().resolve("reports"));
        this.clock = settings.clock();
        this.behavior = settings.behavior();
        this.power = new PowerControl(this::boot, clock);
        this.guardian = guardian(chip, settings);
    }

    private static @Nullable Guardian guardian(Mt3620 chip, AgentSettings settings) throws IOException {
        Optional<GuardedEquipment> guardedEquipment = settings.application().guardedEquipment();
        Optional<Equipment> equipment = chip.equipment().or(() -> guardedEquipment.map(GuardedEquipment::equipment));
        Duration maxSilence = guardedEquipment.map(GuardedEquipment::maxSilence).orElse(MAX_SILENCE);
        return equipment
                .map(it -> new Guardian(it, maxSilence, settings.clock()))
                .orElse(null);
    }

    Mt3620 chip() {
        return chip;
    }

    ReportQueue reports() {
        return reports;
    }

    DeviceId device() {
        return chip.pluton().deviceId();
    }

    PowerControl power() {
        return power;
    }

    /** Returns the guardian of the equipment, or empty. */
    Optional<Guardian> guardian() {
        return Optional.ofNullable(guardian);
    }

    /** Boots. If an update failed, this is recorded in the report queue before the chip forgets it. */
    private BootOutcome boot() throws IOException {
        BootOutcome outcome = start();
        while (outcome instanceof BootOutcome.Booted booted
                && defect(Defect.DoesNotBoot.class).isPresent()) {
            if (booted.change() != BootOutcome.Change.INSTALLED) {
                return new BootOutcome.Refused(
                        "Applications", BootOutcome.Cause.MALFORMED, "the software does not start");
            }
            outcome = start();
        }
        if (outcome instanceof BootOutcome.Booted booted && booted.change() != BootOutcome.Change.INSTALLED) {
            if (booted.change() == BootOutcome.Change.RETURNED) {
                long failed = chip.failedManifestVersion();
                String error = failed == untrustedVersion ? "stayed-untrusted" : "did-not-boot";
                reportFailure(failed, error, ImageUpdateError.COMMIT_FAILED);
            }
            chip.confirm();
        }
        return outcome;
    }

    private BootOutcome start() throws IOException {
        BootOutcome outcome = chip.boot();
        defects = behavior.hasDefects()
                ? chip.runningApplications().stream()
                        .flatMap(image -> behavior.defects(image).stream())
                        .toList()
                : List.of();
        return outcome;
    }

    /** Returns the defect of a kind of the running applications; empty if they do not have it. */
    <D extends Defect> Optional<D> defect(Class<D> kind) {
        return defects.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /** Confirms the update on trial. Its report is queued first. */
    void confirm() throws IOException {
        reportOutcome(
                Kind.UPDATE_INSTALLED,
                chip.manifestVersion(),
                Map.of("manifestVersion", Long.toString(chip.manifestVersion())));
        chip.confirm();
    }

    /**
     * Ends the trial of an update without confirming it: the next boot returns to the images before.
     *
     * @param isUntrusted whether the device stayed untrusted during the trial
     */
    void abandonTrial(boolean isUntrusted) throws IOException {
        untrustedVersion = isUntrusted ? chip.manifestVersion() : 0;
        chip.abandonTrial();
    }

    Updater updater(BootOutcome.Booted boot) {
        return chip.updater(boot.trust(), clock.elapsed());
    }

    /** Queues a report that the updater refused a manifest set or image. */
    void reportRefusal(UpdateRefusedException refusal) throws IOException {
        reportFailure(
                refusal.version(), word(refusal.reason()), refusal.reason().error());
    }

    /** Queues a report that an image cannot be installed. */
    void reportFailure(InstallationFailedException failure) throws IOException {
        reportFailure(failure.version(), word(failure.error()), failure.error());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Queues a heartbeat and, for a guardian module, the report of its equipment. */
    void reportHeartbeat(long uptimeSeconds) throws IOException {
        long applications = chip.pluton().measurements().stream()
                .map(Measurement::type)
                .filter(type -> type.belongsToCustomer())
                .count();
        reports.add(new DeviceReport(
                UUID.randomUUID(),
                clock.instant(),
                Kind.APP_EVENT,
                Map.of(
                        "event", "heartbeat",
                        "uptimeSeconds", Long.toString(uptimeSeconds),
                        "applications", Long.toString(applications))));
        if (guardian != null) {
            reports.add(guardian.report());
        }
    }

    /** Queues a report about an update event of the application. */
    void reportUpdate(UpdateEvent.ReadyForInstall event) throws IOException {
        reports.add(new DeviceReport(
                UUID.randomUUID(),
                clock.instant(),
                Kind.APP_EVENT,
                Map.of(
                        "event", "update",
                        "update", event.kind().name(),
                        "status", event.status().name(),
                        "deferrableMinutes",
                                Long.toString(event.longestDeferral().toMinutes()))));
    }

    void reportCrash() throws IOException {
        reports.add(new DeviceReport(
                UUID.randomUUID(),
                clock.instant(),
                Kind.APP_CRASH,
                // Signal 11 is a segmentation fault.
                Map.of("exit_status", "11", "signal_status", "11")));
    }

    private void reportFailure(long version, String error, ImageUpdateError code) throws IOException {
        reportOutcome(
                Kind.UPDATE_FAILED,
                version,
                Map.of(
                        "manifestVersion", Long.toString(version),
                        "error", error,
                        "errorCategory", Integer.toString(ImageUpdateError.CATEGORY),
                        "errorCode", Integer.toString(code.code())));
    }

    private void reportOutcome(Kind kind, long version, Map<String, String> detail) throws IOException {
        String outcome = device() + " " + version + " " + kind + " " + detail.getOrDefault("error", "");
        reports.add(new DeviceReport(
                UUID.nameUUIDFromBytes(outcome.getBytes(StandardCharsets.UTF_8)), clock.instant(), kind, detail));
    }
}
