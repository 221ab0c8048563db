package dev.holdfast.sim.agent;

import dev.holdfast.contract.device.Challenge;
import dev.holdfast.contract.device.DeviceReport;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.sim.agent.GatewayException.Kind;
import dev.holdfast.sim.mt3620.Mt3620;
import dev.holdfast.sim.mt3620.boot.BootOutcome;
import dev.holdfast.sim.mt3620.update.UpdateRefusedException;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One device's software, as a Vert.x verticle: it boots, then attests, polls and reports for ever, each at its own pace
 * and one at a time. Nothing blocks the event loop; boot, crypto and flash run on worker threads.
 */
public final class Agent extends AbstractVerticle {
    private static final String ATTEST = "attest";
    private static final Duration NOW = Duration.ZERO;
    private static final Duration SOON = Duration.ofMillis(100);

    private final Software software;
    private final AgentSettings settings;
    private final StatusBoard board;
    private final Backoff jitter;
    private final Activity attesting;
    private final Activity polling;
    private final Activity reporting;
    private Future<?> queue = Future.succeededFuture();
    private boolean off;
    private BootOutcome.@Nullable Booted boot;
    private @Nullable DeviceClient updateClient;
    private @Nullable DeviceClient customerClient;
    private Instant bootedAt = Instant.EPOCH;
    private Instant nextHeartbeat = Instant.EPOCH;

    /**
     * Makes the software of a chip, which is off until the verticle is deployed.
     *
     * @throws IOException when the chip's files cannot be read
     */
    public Agent(Mt3620 chip, AgentSettings settings) throws IOException {
        this.software = new Software(chip, settings.clock());
        this.settings = settings;
        this.board = new StatusBoard(
                software.device(), chip.manifestVersion(), software.reports().size());
        this.jitter = settings.backoff();
        this.attesting = activity(ATTEST, this::attest);
        this.polling = activity("update", this::poll);
        this.reporting = activity("report", this::report);
    }

    private Activity activity(String name, Supplier<Future<Duration>> run) {
        return new Activity(name, () -> vertx, settings.backoff(), () -> inTurn(run), this::failed);
    }

    /** Returns how the device is; from any thread. */
    public AgentStatus status() {
        return board.published();
    }

    @Override
    public void start() {
        board.power(true);
        long latest = Math.max(1, settings.startWithin().toMillis());
        vertx.setTimer(settings.random().nextLong(latest) + 1, fired -> inTurn(this::boot));
    }

    /** Switches off at once; what is under way fails, as in a power cut. */
    @Override
    public void stop() {
        off = true;
        halt();
        board.power(false);
    }

    /** Lets a step begin when those before it have ended, so that a device does one thing at a time. */
    private <T> Future<T> inTurn(Supplier<Future<T>> step) {
        Future<T> next = queue.transform(
                before -> off ? Future.failedFuture(new IllegalStateException("switched off")) : step.get());
        queue = next;
        return next;
    }

    private Future<Void> boot() {
        halt();
        return dropCredentials()
                .compose(closed -> vertx.executeBlocking(software::boot, false))
                .onSuccess(outcome -> {
                    switch (outcome) {
                        case BootOutcome.Booted booted -> booted(booted);
                        case BootOutcome.Refused refused ->
                            board.dead("boot: " + refused.image() + ": " + refused.reason());
                    }
                })
                .onFailure(failure -> board.dead("boot: " + failure.getMessage()))
                .mapEmpty();
    }

    private void booted(BootOutcome.Booted booted) {
        boot = booted;
        bootedAt = settings.clock().instant();
        nextHeartbeat = bootedAt;
        board.booted(
                software.chip().manifestVersion(),
                booted.change() == BootOutcome.Change.INSTALLED,
                software.reports().size());
        attesting.startOver(NOW);
    }

    private Future<Duration> attest() {
        if (boot == null) {
            return Future.failedFuture(new IllegalStateException("a device attests what it has booted"));
        }
        Attestation attestation = new Attestation(software.chip().pluton(), boot.certificates());
        return vertx.executeBlocking(() -> DeviceIdentity.hello(software.chip().pluton()), false)
                .compose(hello -> {
                    DeviceClient client = new DeviceClient(vertx, settings.gateway(), hello);
                    return client.challenge()
                            .compose(challenge -> exchange(client, attestation, challenge))
                            .eventually(client::close);
                })
                .compose(this::use);
    }

    private Future<Credentials> exchange(DeviceClient client, Attestation attestation, Challenge challenge) {
        return vertx.executeBlocking(() -> attestation.answer(challenge.nonce()), false)
                .compose(client::attest)
                .compose(answer -> vertx.executeBlocking(() -> attestation.conclude(challenge.nonce(), answer), false));
    }

    private Future<Duration> use(Credentials gained) {
        return dropCredentials().map(closed -> {
            updateClient = gained.update().map(this::client).orElse(null);
            customerClient = gained.customer().map(this::client).orElse(null);
            board.attested(gained);
            if (updateClient != null) {
                polling.start(jitter.around(SOON));
                reporting.startOver(NOW);
            }
            return gained.halfLife().map(this::until).orElseGet(() -> jitter.around(settings.longestRetry()));
        });
    }

    private Duration until(Instant halfLife) {
        Duration left = Duration.between(settings.clock().instant(), halfLife);
        return left.compareTo(settings.firstRetry()) < 0 ? settings.firstRetry() : jitter.around(left);
    }

    private DeviceClient client(DeviceIdentity identity) {
        return new DeviceClient(vertx, settings.gateway(), identity);
    }

    private Future<Duration> poll() {
        DeviceClient client = updateClient;
        BootOutcome.Booted booted = boot;
        if (client == null || booted == null) {
            return Future.succeededFuture(settings.pollInterval());
        }
        return client.poll(software.chip().manifestVersion())
                .compose(set -> {
                    board.polled();
                    return set.isPresent() ? install(client, booted, set.get()) : Future.succeededFuture(false);
                })
                .compose(changed -> changed
                        ? boot().map(settings.pollInterval())
                        : Future.succeededFuture(jitter.around(settings.pollInterval())));
    }

    private Future<Boolean> install(DeviceClient client, BootOutcome.Booted booted, Blob set) {
        board.installing(true);
        return new Installation(vertx, software.updater(booted), client)
                .install(set)
                .onComplete(done -> board.installing(false))
                .recover(failure -> failure instanceof UpdateRefusedException refused
                        ? vertx.<Boolean>executeBlocking(
                                        () -> {
                                            software.tellRefusal(refused);
                                            return true;
                                        },
                                        false)
                                .onSuccess(told -> reporting.startOver(NOW))
                                .compose(told -> Future.failedFuture(refused))
                        : Future.failedFuture(failure));
    }

    private Future<Duration> report() {
        boolean heartbeatIsDue =
                customerClient != null && !settings.clock().instant().isBefore(nextHeartbeat);
        Future<?> written = Future.succeededFuture();
        if (heartbeatIsDue) {
            Duration uptime = Duration.between(bootedAt, settings.clock().instant());
            written = vertx.executeBlocking(
                    () -> {
                        software.tellHeartbeat(uptime.toSeconds());
                        return true;
                    },
                    false);
            nextHeartbeat = settings.clock().instant().plus(settings.heartbeatInterval());
        }
        return written.compose(done -> send(updateClient, true))
                .compose(done -> send(customerClient, false))
                .map(done -> jitter.around(settings.heartbeatInterval()));
    }

    /** Sends what waits, oldest first. A report leaves the queue when it is acknowledged, or can never be. */
    private Future<Void> send(@Nullable DeviceClient client, boolean aboutUpdates) {
        Optional<DeviceReport> oldest = software.reports().oldest(aboutUpdates);
        if (client == null || oldest.isEmpty()) {
            return Future.succeededFuture();
        }
        DeviceReport report = oldest.get();
        return client.report(report)
                .map(true)
                .recover(failure -> failure instanceof GatewayException gateway && gateway.kind() == Kind.REJECTED
                        ? Future.succeededFuture(false)
                        : Future.failedFuture(failure))
                .compose(acknowledged -> vertx.executeBlocking(
                                () -> {
                                    software.reports().remove(report.id());
                                    return acknowledged;
                                },
                                false)
                        .onSuccess(done ->
                                board.reported(acknowledged, software.reports().size())))
                .compose(done -> send(client, aboutUpdates));
    }

    /** A refused identity sends the device back to attestation; everything else is tried again after a pause. */
    private void failed(String activity, Throwable failure) {
        board.failed(activity + ": " + failure.getMessage(), software.reports().size());
        if (failure instanceof GatewayException gateway && gateway.kind() == Kind.REFUSED) {
            polling.stop();
            reporting.stop();
            if (ATTEST.equals(activity)) {
                board.standing(Standing.REFUSED);
            } else {
                board.standing(Standing.PENDING);
                attesting.startOver(jitter.around(settings.firstRetry()));
            }
        }
    }

    private void halt() {
        attesting.stop();
        polling.stop();
        reporting.stop();
    }

    private Future<Void> dropCredentials() {
        DeviceClient update = updateClient;
        DeviceClient customer = customerClient;
        updateClient = null;
        customerClient = null;
        return Future.join(
                        update == null ? Future.succeededFuture() : update.close(),
                        customer == null ? Future.succeededFuture() : customer.close())
                .mapEmpty();
    }
}
