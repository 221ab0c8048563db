package dev.holdfast.sim.agent;

import dev.holdfast.contract.format.Finding;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.sim.mt3620.guardian.Health;
import java.util.List;
import java.util.Optional;

/** The current status of a device. Written on its event loop, read from any thread. */
final class StatusBoard {
    private final DeviceId device;
    private DeviceState state = DeviceState.PENDING;
    private boolean on;
    private boolean installing;
    private long manifestVersion;
    private long keystoreVersion;
    private List<Finding> findings = List.of();
    private Optional<String> lastError = Optional.empty();
    private long failures;
    private long boots;
    private long attestations;
    private long polls;
    private long updatesInstalled;
    private long returns;
    private long keystoreUpdates;
    private long deferrals;
    private long powerDowns;
    private Optional<Health> equipment = Optional.empty();
    private long reportsAcknowledged;
    private int reportsWaiting;
    private volatile AgentStatus published;

    StatusBoard(DeviceId device) {
        this.device = device;
        this.published = snapshot();
    }

    AgentStatus published() {
        return published;
    }

    /** Sets whether the device is on. Steps that end after a power cut do not change that. */
    void power(boolean isOn) {
        on = isOn;
        publish();
    }

    /**
     * Counts a boot.
     *
     * @param returned whether the boot returned to the images before an update
     * @param waiting number of reports in the queue
     */
    void booted(long manifestVersionInUse, long keystoreVersionInUse, boolean returned, int waiting) {
        boots++;
        manifestVersion = manifestVersionInUse;
        keystoreUpdates += keystoreVersion > 0 && keystoreVersionInUse > keystoreVersion ? 1 : 0;
        keystoreVersion = keystoreVersionInUse;
        returns += returned ? 1 : 0;
        reportsWaiting = waiting;
        state(DeviceState.PENDING);
    }

    /**
     * Counts a confirmed update.
     *
     * @param waiting number of reports in the queue
     */
    void confirmed(int waiting) {
        updatesInstalled++;
        reportsWaiting = waiting;
        publish();
    }

    void asleep() {
        powerDowns++;
        state(DeviceState.ASLEEP);
    }

    void deferred() {
        deferrals++;
        publish();
    }

    void equipment(Health now) {
        if (!equipment.equals(Optional.of(now))) {
            equipment = Optional.of(now);
            publish();
        }
    }

    void dead(String reason) {
        lastError = Optional.of(reason);
        state(DeviceState.DEAD);
    }

    void attested(Credentials credentials) {
        attestations++;
        findings = credentials.result().findings();
        lastError = Optional.empty();
        state(
                switch (credentials.outcome()) {
                    case TRUSTED -> DeviceState.TRUSTED;
                    case OUTDATED -> DeviceState.OUTDATED;
                    case UNTRUSTED -> DeviceState.UNTRUSTED;
                });
    }

    void polled() {
        polls++;
        lastError = Optional.empty();
        publish();
    }

    void installing(boolean now) {
        installing = now;
        publish();
    }

    /**
     * Counts an acknowledged report. A report that the gateway rejected only leaves the queue.
     *
     * @param waiting number of reports in the queue
     */
    void reported(boolean acknowledged, int waiting) {
        reportsAcknowledged += acknowledged ? 1 : 0;
        reportsWaiting = waiting;
        publish();
    }

    void failed(String reason, int waiting) {
        failures++;
        lastError = Optional.of(reason);
        reportsWaiting = waiting;
        publish();
    }

    void state(DeviceState now) {
        state = now;
        publish();
    }

    private void publish() {
        published = snapshot();
    }

    private AgentStatus snapshot() {
        return new AgentStatus(
                device,
                on ? state : DeviceState.OFF,
                installing,
                manifestVersion,
                keystoreVersion,
                findings,
                lastError,
                failures,
                boots,
                attestations,
                polls,
                updatesInstalled,
                returns,
                keystoreUpdates,
                deferrals,
                powerDowns,
                equipment,
                reportsAcknowledged,
                reportsWaiting);
    }
}
