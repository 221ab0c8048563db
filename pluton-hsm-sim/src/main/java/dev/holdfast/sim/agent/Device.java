package dev.holdfast.sim.agent;

import dev.holdfast.contract.device.AttestResponse.Outcome;
import dev.holdfast.contract.device.DeviceReport;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.sim.agent.DeviceStatus.Phase;
import dev.holdfast.sim.mt3620.BootOutcome;
import dev.holdfast.sim.mt3620.BootOutcome.Change;
import dev.holdfast.sim.mt3620.Mt3620;
import dev.holdfast.sim.mt3620.UpdateRefusedException;
import dev.holdfast.sim.scenario.Scenario;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One device's day: boot, attest, then poll and report until it is time to attest again, or an update makes it boot
 * again. Everything happens on one event loop; what blocks (crypto, flash) on worker threads, one step at a time.
 */
public final class Device {
    private final Vertx vertx;
    private final Context context;
    private final Mt3620 chip;
    private final Gateway gateway;
    private final Scenario scenario;
    private final InstantSource clock;
    private final Backoff backoff;
    private final Outgoing reports;
    private boolean on;
    private int life;
    private BootOutcome.@Nullable Booted boot;
    private @Nullable Session session;
    private Instant nextHeartbeat = Instant.MIN;
    private volatile DeviceStatus status;

    /** Makes a device that is switched off. */
    public Device(Vertx vertx, Mt3620 chip, Gateway gateway, Scenario scenario, InstantSource clock) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.chip = chip;
        this.gateway = gateway;
        this.scenario = scenario;
        this.clock = clock;
        this.backoff = new Backoff(scenario.firstRetry(), scenario.longestRetry());
        this.reports = new Outgoing(chip.pluton().deviceId(), clock);
        this.status = new DeviceStatus(chip.pluton().deviceId(), Phase.OFF, null, "", chip.manifestVersion(), null);
    }

    /** Switches on. */
    public void start() {
        context.runOnContext(ignored -> {
            on = true;
            powerOn();
        });
    }

    /** Switches off and closes its connections. */
    public Future<Void> stop() {
        return Future.future(stopped -> context.runOnContext(ignored -> {
            on = false;
            life++;
            leaveSession();
            show(Phase.OFF, null);
            stopped.complete();
        }));
    }

    /** Returns how it is; from any thread. */
    public DeviceStatus status() {
        return status;
    }

    private void powerOn() {
        life++;
        leaveSession();
        int mine = life;
        show(Phase.ATTESTING, null);
        vertx.executeBlocking(chip::boot, false).onComplete(result -> {
            if (mine != life) {
                return;
            }
            if (result.failed()) {
                show(Phase.BRICKED, "flash: " + result.cause().getMessage());
            } else if (result.result() instanceof BootOutcome.Booted booted) {
                boot = booted;
                attest();
            } else if (result.result() instanceof BootOutcome.Refused refused) {
                show(Phase.BRICKED, refused.image() + ": " + refused.reason());
            }
        });
    }

    private void attest() {
        if (boot == null) {
            throw new IllegalStateException("a device attests what it has booted");
        }
        int mine = life;
        new Attester(vertx, gateway, chip.pluton(), clock)
                .attest(boot.certificates().resultKey())
                .onComplete(result -> {
                    if (mine != life) {
                        if (result.succeeded()) {
                            result.result().close();
                        }
                    } else if (result.succeeded()) {
                        enter(result.result());
                    } else {
                        retry(result.cause(), this::attest);
                    }
                });
    }

    private void enter(Session attested) {
        leaveSession();
        session = attested;
        if (attested.outcome() == Outcome.UNTRUSTED) {
            // It asks again from time to time: reference values and policies change on the other side.
            show(Phase.UNTRUSTED, null);
            after(backoff.failed(Duration.ZERO), this::attest);
            return;
        }
        backoff.succeeded();
        show(Phase.RUNNING, null);
        noteBoot().onComplete(noted -> round());
    }

    /** Puts the outcome of an update among the reports; the chip tells it at each boot until it is settled. */
    private Future<Void> noteBoot() {
        if (boot == null || boot.change() == Change.NONE) {
            return settle();
        }
        DeviceReport report = boot.change() == Change.INSTALLED
                ? reports.installed(chip.manifestVersion())
                : reports.failed(chip.failedManifestVersion(), "did-not-boot");
        return reports.send(report, session).compose(done -> settle());
    }

    private Future<Void> settle() {
        return vertx.executeBlocking(
                        () -> {
                            chip.settle();
                            return true;
                        },
                        false)
                .mapEmpty();
    }

    /** One round of a running device: renew when due, poll, heartbeat; then it sleeps. */
    private void round() {
        Session now = session;
        if (!on || now == null || now.update() == null) {
            return;
        }
        if (now.renewAt() != null && !clock.instant().isBefore(now.renewAt())) {
            attest();
            return;
        }
        int mine = life;
        now.update()
                .poll(chip.manifestVersion())
                .compose(set -> set.isEmpty() ? Future.succeededFuture(false) : install(now, set.get()))
                .compose(reboot ->
                        reboot ? Future.succeededFuture(true) : heartbeat(now).map(false))
                .onComplete(result -> {
                    if (mine != life) {
                        return;
                    }
                    if (result.failed()) {
                        retry(result.cause(), this::recover);
                    } else if (result.result()) {
                        powerOn();
                    } else {
                        backoff.succeeded();
                        show(Phase.RUNNING, null);
                        after(Backoff.around(scenario.pollInterval()), this::round);
                    }
                });
    }

    private Future<Boolean> install(Session now, Blob signedSet) {
        if (boot == null || now.update() == null) {
            return Future.succeededFuture(false);
        }
        return new Installer(vertx, chip.updater(boot.trust(), clock), now.update())
                .install(signedSet)
                .recover(failure -> failure instanceof UpdateRefusedException refused
                        ? reports.send(reports.refused(signedSet, boot.trust().imageKey(), refused), now)
                                .map(false)
                        : Future.failedFuture(failure));
    }

    private Future<Void> heartbeat(Session now) {
        if (now.customer() == null || clock.instant().isBefore(nextHeartbeat)) {
            return Future.succeededFuture();
        }
        return reports.send(reports.heartbeat(), now)
                .onSuccess(done -> nextHeartbeat = clock.instant().plus(Backoff.around(scenario.heartbeatInterval())));
    }

    /** After a failed round: a certificate that is refused is of no use, so attest; else go on. */
    private void recover() {
        if (status.phase() == Phase.REFUSED) {
            attest();
        } else {
            round();
        }
    }

    private void retry(Throwable failure, Runnable next) {
        boolean refused = failure instanceof GatewayException gone && gone.kind() == GatewayException.Kind.REFUSED;
        Duration asked = failure instanceof GatewayException gone ? gone.retryAfter() : Duration.ZERO;
        show(refused ? Phase.REFUSED : status.phase(), failure.getMessage());
        after(backoff.failed(asked), next);
    }

    private void after(Duration pause, Runnable step) {
        int mine = life;
        vertx.setTimer(Math.max(1, pause.toMillis()), timer -> {
            if (mine == life && on) {
                step.run();
            }
        });
    }

    private void leaveSession() {
        if (session != null) {
            session.close();
            session = null;
        }
    }

    private void show(Phase phase, @Nullable String error) {
        Session now = session;
        Optional<Session> last = Optional.ofNullable(now);
        status = new DeviceStatus(
                status.device(),
                phase,
                last.map(Session::outcome).orElse(status.outcome()),
                last.map(Device::findings).orElse(status.findings()),
                chip.manifestVersion(),
                error);
    }

    private static String findings(Session session) {
        return session.result().findings().stream()
                .map(finding -> finding.code() + " " + finding.subject())
                .collect(Collectors.joining(", "));
    }
}
