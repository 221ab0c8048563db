package dev.holdfast.sim.agent;

import dev.holdfast.contract.device.AttestResponse.Outcome;
import dev.holdfast.sim.mt3620.boot.BootOutcome;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Ends the trial of an update. Confirms the update when the device has run for {@link ActivityIntervals#confirmsAfter} since its boot, and
 * its attestation result is not untrusted. Without confirmation, the chip returns to the images before after a few boots. For use on the
 * device's event loop.
 */
final class Confirmation {
    private final Vertx vertx;
    private final AgentSettings settings;
    private final StatusBoard board;
    private final Host host;
    private final Activity confirming;
    private boolean onTrial;
    /** Whether the attestation result of this boot is not untrusted. */
    private boolean attested;

    private Instant ranWell = Instant.EPOCH;

    Confirmation(Vertx vertx, AgentSettings settings, StatusBoard board, Host host) {
        this.vertx = vertx;
        this.settings = settings;
        this.board = board;
        this.host = host;
        this.confirming = host.activity("confirm", this::confirm);
    }

    void booted(BootOutcome.Booted booted) {
        onTrial = booted.change() == BootOutcome.Change.INSTALLED;
        attested = false;
        ranWell = settings.clock().elapsed().instant().plus(settings.intervals().confirmsAfter());
    }

    void attested(Outcome outcome) {
        attested = outcome != Outcome.UNTRUSTED;
        if (isPending()) {
            confirming.reschedule(Duration.between(settings.clock().elapsed().instant(), ranWell));
        } else {
            confirming.stop();
        }
    }

    void stop() {
        confirming.stop();
    }

    /** Returns whether an update is on trial. */
    boolean isOnTrial() {
        return onTrial;
    }

    /** Returns whether an update is on trial and the device only waits to confirm it. */
    boolean isPending() {
        return onTrial && attested && settings.behavior().confirmsUpdates();
    }

    /** Ends the trial without confirmation: the next boot returns to the images before. */
    Future<Void> abandon(Software chip) {
        boolean isUntrusted = !attested;
        onTrial = false;
        confirming.stop();
        return blocking(() -> {
            chip.abandonTrial(isUntrusted);
            return true;
        });
    }

    private Future<Duration> confirm() {
        Optional<Software> chip = host.software();
        Duration pause = settings.intervals().longestRetry();
        if (chip.isEmpty() || !isPending()) {
            confirming.stop();
            return Future.succeededFuture(pause);
        }
        return blocking(() -> {
                    chip.get().confirm();
                    return true;
                })
                .map(confirmed -> {
                    onTrial = false;
                    confirming.stop();
                    board.confirmed(chip.get().reports().size());
                    host.reportNow();
                    return pause;
                });
    }

    /** Runs a step after earlier ones: an update must not be confirmed while its trial is given up. */
    private Future<Void> blocking(Callable<Boolean> step) {
        return vertx.executeBlocking(step, true).mapEmpty();
    }
}
