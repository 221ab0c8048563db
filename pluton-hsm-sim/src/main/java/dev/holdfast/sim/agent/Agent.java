package dev.holdfast.sim.agent;

import dev.holdfast.contract.device.AttestResponse.Outcome;
import dev.holdfast.contract.device.Challenge;
import dev.holdfast.contract.device.DeviceReport;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.sim.agent.GatewayException.Kind;
import dev.holdfast.sim.mt3620.Mt3620;
import dev.holdfast.sim.mt3620.boot.BootOutcome;
import dev.holdfast.sim.mt3620.power.PowerState;
import dev.holdfast.sim.mt3620.update.InstallScope;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The software of one device. After it is switched on, a device boots. Then it attests, polls and reports at its own
 * intervals, one step at a time, until it is switched off. Nothing blocks the event loop: boot, cryptography and flash
 * use worker threads. A device that is off keeps nothing of its chip in memory.
 */
public final class Agent {
    private static final String ATTEST = "attest";
    private static final Duration NOW = Duration.ZERO;
    /** Minimum simulated time between an attestation and another one that a refused manifest set causes. */
    private static final Duration BETWEEN_ATTESTATIONS = Duration.ofHours(1);

    private final Vertx vertx;
    private final Context loop;
    private final Path directory;
    private final AgentSettings settings;
    private final StatusBoard board;
    private final Backoff jitter;
    private final Activity attesting;
    private final Activity reporting;
    private final Activity crashing;
    private final Confirmation confirmation;
    private final Updates updates;
    private final PowerDownCycle powerDown;
    private final GuardianActivity guardian;
    private final Reporter reporter;
    /** Completes when the last queued step has ended. */
    private Future<?> queue = Future.succeededFuture();

    private volatile boolean on;
    /** Null while the device is off. */
    private @Nullable Software software;

    private BootOutcome.@Nullable Booted boot;
    /** Start of the last attestation, by the clock for elapsed time. */
    private Instant attestedAt = Instant.EPOCH;
    /** Client with the update certificate; null without one. */
    private @Nullable DeviceClient updateClient;
    /** Client with the customer certificate; null without one. */
    private @Nullable DeviceClient customerClient;
    /** Client with the hello certificate, while an untrusted device repairs itself. */
    private @Nullable DeviceClient repairClient;

    /**
     * Makes the software of a chip, switched off.
     *
     * @param loop event loop of the device; devices may share it
     * @param directory directory of the chip, which is opened when the device is switched on
     */
    public Agent(Vertx vertx, Context loop, DeviceId device, Path directory, AgentSettings settings) {
        this.vertx = vertx;
        this.loop = loop;
        this.directory = directory;
        this.settings = settings;
        this.board = new StatusBoard(device);
        this.jitter = settings.backoff();
        this.attesting = activity(ATTEST, this::attest);
        this.reporting = activity("report", this::report);
        this.crashing = activity("crash", this::crash);
        this.reporter = new Reporter(vertx, settings, board);
        Host host = new AgentHost();
        this.confirmation = new Confirmation(vertx, settings, board, host);
        this.updates = new Updates(vertx, settings, board, host, confirmation);
        this.powerDown = new PowerDownCycle(vertx, settings, board, host);
        this.guardian = new GuardianActivity(settings, board, host);
    }

    /** Access to the device for its activities. */
    private final class AgentHost implements Host {
        @Override
        public Activity activity(String name, Supplier<Future<Duration>> run) {
            return Agent.this.activity(name, run);
        }

        @Override
        public Optional<Software> software() {
            return Optional.ofNullable(software);
        }

        @Override
        public Future<Void> reboot() {
            return boot();
        }

        @Override
        public void woken(PowerState state) {
            software().ifPresent(chip -> started(chip, state));
        }

        @Override
        public void rest() {
            halt();
            dropCredentials();
            settings.link().cut();
        }

        @Override
        public boolean hasOpenUpdate() {
            return updates.isWaiting() || confirmation.isOnTrial();
        }

        @Override
        public void attestAgain() {
            Duration least = settings.day().realTime(BETWEEN_ATTESTATIONS);
            Instant again = attestedAt.plus(least);
            if (!settings.clock().elapsed().instant().isBefore(again)) {
                attesting.reschedule(jitter.around(settings.intervals().firstRetry()));
            }
        }

        @Override
        public void reportNow() {
            reporting.reschedule(NOW);
        }

        @Override
        public void updateState(DeviceReport state) {
            reporter.state(state);
        }

        @Override
        public Future<Void> reportUpdates() {
            Software chip = software;
            return chip == null
                    ? Future.succeededFuture()
                    : reporter.reportUpdates(chip, updateClient).transform(sent -> Future.succeededFuture());
        }
    }

    private Activity activity(String name, Supplier<Future<Duration>> run) {
        return new Activity(name, vertx, settings.backoff(), () -> inTurn(run), this::failed);
    }

    /** Returns the status. Call it from any thread. */
    public AgentStatus status() {
        return board.published();
    }

    /** Switches the device on, unless it is on. Call it from any thread. */
    public void powerOn() {
        loop.runOnContext(now -> {
            if (!on) {
                on = true;
                settings.link().powerOn();
                board.power(true);
                inTurn(this::boot);
            }
        });
    }

    /**
     * Switches the device off at once. Active steps fail, as in a power cut. Call it from any thread.
     *
     * @return completes when the chip is closed
     */
    public Future<Void> powerOff() {
        Promise<Void> off = Promise.promise();
        loop.runOnContext(now -> {
            on = false;
            halt();
            board.power(false);
            settings.link().powerOff();
            next(this::forget).onComplete(off);
        });
        return off.future();
    }

    private Future<Void> forget() {
        dropCredentials();
        if (!on) {
            software = null;
            boot = null;
        }
        return Future.succeededFuture();
    }

    /** Runs a step after the previous ones, so that a device does one thing at a time. */
    private <T> Future<T> inTurn(Supplier<Future<T>> step) {
        return next(() -> on ? step.get() : Future.failedFuture(new IllegalStateException("switched off")));
    }

    private <T> Future<T> next(Supplier<Future<T>> step) {
        Future<T> next = queue.transform(before -> step.get());
        queue = next.transform(done -> Future.succeededFuture());
        return next;
    }

    private Future<Void> boot() {
        halt();
        dropCredentials();
        return opened().compose(chip -> vertx.executeBlocking(() -> powered(chip.power()::reboot), false)
                        .onSuccess(state -> started(chip, state)))
                .onFailure(this::notBooted)
                .mapEmpty();
    }

    private void notBooted(Throwable failure) {
        if (on) {
            board.dead("boot: " + failure.getMessage());
        }
    }

    private void started(Software chip, PowerState state) {
        if (state instanceof PowerState.On(BootOutcome outcome)) {
            switch (outcome) {
                case BootOutcome.Booted booted -> booted(chip, booted);
                case BootOutcome.Refused refused -> board.dead("boot: " + refused.image() + ": " + refused.reason());
            }
        }
    }

    private Future<Software> opened() {
        Software open = software;
        return open != null
                ? Future.succeededFuture(open)
                : vertx.executeBlocking(() -> powered(() -> new Software(Mt3620.open(directory), settings)), false)
                        .onSuccess(made -> software = made);
    }

    /**
     * Runs a long step, unless the device lost power while the step waited for a worker: a fleet that stops must not
     * boot devices first.
     */
    private <T> T powered(Callable<T> step) throws Exception {
        if (!on) {
            throw new IllegalStateException("switched off");
        }
        return step.call();
    }

    private void booted(Software chip, BootOutcome.Booted booted) {
        boot = booted;
        reporter.booted();
        confirmation.booted(booted);
        updates.booted(chip, booted);
        long manifest = chip.chip().manifestVersion();
        board.booted(
                manifest,
                chip.chip().pluton().securityState().keystoreVersion(),
                booted.change() == BootOutcome.Change.RETURNED,
                chip.reports().size());
        if (!on) {
            return;
        }
        settings.link().degrade(chip.defect(Defect.SlowLink.class).map(Defect.SlowLink::quality));
        if (chip.defect(Defect.GoesSilent.class).isPresent()) {
            return;
        }
        attesting.reschedule(NOW);
        guardian.begin();
        powerDown.begin();
        if (manifest > 0) {
            settings.behavior().crashesAfter().ifPresent(crashing::reschedule);
        }
        chip.defect(Defect.CrashesAt.class)
                .ifPresent(it -> crashing.reschedule(Duration.ofMillis(
                        (long) (it.every().toMillis() * settings.random().nextDouble(0.5, 1.5)))));
    }

    private Future<Duration> attest() {
        Software chip = software;
        BootOutcome.Booted booted = boot;
        if (chip == null || booted == null) {
            return Future.failedFuture(new IllegalStateException("the device has not booted"));
        }
        attestedAt = settings.clock().elapsed().instant();
        Attestation attestation = new Attestation(chip.chip().pluton(), booted.certificates());
        return vertx.executeBlocking(() -> DeviceIdentity.hello(chip.chip().pluton()), false)
                .compose(hello -> {
                    DeviceClient client = client(hello, Optional.empty());
                    return client.challenge()
                            .compose(challenge -> exchange(chip, client, attestation, challenge))
                            .eventually(client::close)
                            .compose(gained -> use(gained, hello));
                });
    }

    private Future<Credentials> exchange(
            Software chip, DeviceClient client, Attestation attestation, Challenge challenge) {
        SoftwareBehavior.EvidenceSource source =
                chip.defect(Defect.AttestsWrongly.class).isPresent()
                        ? Attestation::answerAnother
                        : settings.behavior().evidenceSource();
        return vertx.executeBlocking(() -> source.evidence(attestation, challenge.nonce()), false)
                .compose(client::attest)
                .compose(answer -> vertx.executeBlocking(() -> attestation.verify(challenge.nonce(), answer), false));
    }

    private Future<Duration> use(Credentials gained, DeviceIdentity hello) {
        dropCredentials();
        Software chip = software;
        if (chip == null) {
            return Future.failedFuture(new IllegalStateException("switched off"));
        }
        InstantSource elapsed = settings.clock().elapsed();
        InstallScope scope =
                InstallScope.of(gained.result(), chip.chip().profile().sku(), elapsed);
        Optional<InstantSource> time = Optional.of(() -> scope.now(elapsed));
        updateClient = gained.update().map(identity -> client(identity, time)).orElse(null);
        customerClient =
                gained.customer().map(identity -> client(identity, time)).orElse(null);
        board.attested(gained);
        confirmation.attested(gained.outcome());
        updates.allow(scope);
        if (updateClient != null && on) {
            updates.begin(updateClient);
            reporting.reschedule(NOW);
        } else if (gained.outcome() == Outcome.UNTRUSTED && settings.behavior().repairsItself() && on) {
            // The device can become trusted again by installing the software of its group.
            repairClient = client(hello, time).withAttestation(gained.result().nonce());
            updates.beginAfter(repairClient, settings.intervals().firstRetry());
        }
        return Future.succeededFuture(gained.halfLife()
                .map(halfLife -> until(halfLife, scope.now(elapsed)))
                .orElseGet(() -> jitter.around(settings.intervals().longestRetry())));
    }

    private Duration until(Instant halfLife, Instant now) {
        Duration left = Duration.between(now, halfLife);
        Duration least = settings.intervals().firstRetry();
        return left.compareTo(least) < 0 ? least : jitter.around(left);
    }

    /** Makes a client. {@code time} is the time that the attestation result set; empty before the result. */
    private DeviceClient client(DeviceIdentity identity, Optional<InstantSource> time) {
        return new DeviceClient(vertx, settings.gateway(), identity, time, settings.link());
    }

    private Future<Duration> report() {
        Software chip = software;
        Duration interval = settings.intervals().heartbeatInterval();
        if (chip == null) {
            return Future.succeededFuture(interval);
        }
        DeviceClient customer = customerClient;
        return reporter.report(chip, updateClient, customer).map(done -> {
            if (customer != null) {
                settings.intervals().rest(customer, interval);
            }
            return jitter.around(interval);
        });
    }

    private Future<Duration> crash() {
        Software chip = software;
        if (chip == null) {
            return Future.succeededFuture(settings.intervals().longestRetry());
        }
        return vertx.executeBlocking(
                        () -> {
                            chip.reportCrash();
                            return true;
                        },
                        false)
                .compose(queued -> boot())
                .map(settings.intervals().longestRetry());
    }

    /**
     * Records the failure of an activity. If the gateway refused the identity, the device attests again. The activity
     * retries any other failure.
     */
    private void failed(String activity, Throwable failure) {
        Software chip = software;
        board.failed(
                activity + ": " + failure.getMessage()
                        + (ATTEST.equals(activity) ? " (" + AuthFailure.code(failure) + ")" : ""),
                chip == null ? 0 : chip.reports().size());
        // A refused repair is retried: for a moment, the gateway may not know that the device is untrusted.
        boolean isRepair = repairClient != null && !ATTEST.equals(activity);
        if (failure instanceof GatewayException gateway && gateway.kind() == Kind.REFUSED && !isRepair) {
            updates.pause();
            reporting.stop();
            if (ATTEST.equals(activity)) {
                board.state(DeviceState.REFUSED);
            } else {
                board.state(DeviceState.PENDING);
                attesting.reschedule(jitter.around(settings.intervals().firstRetry()));
            }
        }
    }

    private void halt() {
        attesting.stop();
        confirmation.stop();
        updates.stop();
        reporting.stop();
        crashing.stop();
        powerDown.stop();
        guardian.stop();
    }

    private void dropCredentials() {
        updates.withoutCertificate();
        if (updateClient != null) {
            updateClient.close();
            updateClient = null;
        }
        if (customerClient != null) {
            customerClient.close();
            customerClient = null;
        }
        if (repairClient != null) {
            repairClient.close();
            repairClient = null;
        }
    }
}
