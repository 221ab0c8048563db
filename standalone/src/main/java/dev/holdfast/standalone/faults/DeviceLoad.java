package dev.holdfast.standalone.faults;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.contract.device.AttestResponse.Outcome;
import dev.holdfast.contract.device.DeviceReport;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.sim.agent.Attestation;
import dev.holdfast.sim.agent.Credentials;
import dev.holdfast.sim.agent.DeviceClient;
import dev.holdfast.sim.agent.DeviceIdentity;
import dev.holdfast.sim.agent.GatewayEndpoint;
import dev.holdfast.sim.agent.GatewayException;
import dev.holdfast.sim.agent.UntrustedResponseException;
import dev.holdfast.sim.mt3620.Mt3620;
import dev.holdfast.sim.mt3620.boot.BootOutcome;
import dev.holdfast.sim.mt3620.boot.InstalledSet;
import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.demo.OperatorClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A simulated device that attests, polls, downloads an image and sends a report, step by step. */
final class DeviceLoad {
    /** Maximum number of reports, below the daily limit of a device. */
    private static final int REPORTS = 150;

    /** Number of newest attestations that are verified. The list of a device has at most 500. */
    private static final int ATTESTATIONS = 300;

    private static final int LIMIT_SECONDS = 40;

    private final Vertx vertx;
    private final GatewayEndpoint gateway;
    private final Mt3620 board;
    private final Attestation attestation;
    private final Ledger ledger;
    private final Deque<Blob> attested = new ArrayDeque<>();
    private final Map<String, Boolean> reports = new HashMap<>();

    /**
     * Boots a chip.
     *
     * @param chip folder of the chip
     */
    DeviceLoad(Vertx vertx, GatewayEndpoint gateway, Path chip, Ledger ledger) throws IOException {
        this.vertx = vertx;
        this.gateway = gateway;
        this.ledger = ledger;
        this.board = Mt3620.open(chip);
        if (!(board.boot() instanceof BootOutcome.Booted booted)) {
            throw new CannotContinue("The chip in %s does not boot.".formatted(chip));
        }
        this.attestation = new Attestation(board.pluton(), booted.certificates());
    }

    /**
     * Attests, polls for updates, downloads the image that is deployed to the device's group, and reports an event.
     *
     * @param image the deployed image
     * @param content expected bytes
     */
    void cycle(ImageId image, byte[] content) {
        try {
            Credentials credentials = attest();
            if (credentials.outcome() != Outcome.TRUSTED) {
                ledger.violated("the healthy device %s became %s".formatted(id(), credentials.outcome()));
                return;
            }
            DeviceClient update =
                    new DeviceClient(vertx, gateway, credentials.update().orElseThrow());
            try {
                if (await("poll", update.poll(InstalledSet.NONE)).isEmpty()) {
                    ledger.violated("the device %s was offered no manifest set".formatted(id()));
                }
                if (!Blob.of(content).equals(await("download", update.image(image, ImagePackage.MAX_LENGTH)))) {
                    ledger.violated("the device %s downloaded other bytes".formatted(id()));
                }
            } finally {
                update.close();
            }
            report(new DeviceClient(vertx, gateway, credentials.customer().orElseThrow()));
        } catch (GatewayException e) {
            if (e.kind() != GatewayException.Kind.UNAVAILABLE) {
                ledger.violated("the device %s was refused: %s".formatted(id(), e.getMessage()));
            }
        }
    }

    private Credentials attest() {
        DeviceClient hello = new DeviceClient(vertx, gateway, DeviceIdentity.hello(board.pluton()));
        try {
            Nonce nonce = await("challenge", hello.challenge()).nonce();
            Blob evidence = attestation.answer(nonce);
            Credentials credentials = attestation.verify(nonce, await("attest", hello.attest(evidence)));
            attested.add(evidence);
            if (attested.size() > ATTESTATIONS) {
                attested.remove();
            }
            return credentials;
        } catch (UntrustedResponseException e) {
            throw new CannotContinue("The device %s got an invalid response: %s.".formatted(id(), e.getMessage()), e);
        } finally {
            hello.close();
        }
    }

    /** Repeats a report until it is acknowledged, or the load ends. */
    private void report(DeviceClient client) {
        try {
            String event = UUID.randomUUID().toString();
            DeviceReport report = new DeviceReport(
                    UUID.randomUUID(), Instant.now(), DeviceReport.Kind.APP_EVENT, Map.of("event", event));
            while (reports.size() < REPORTS && !reports.getOrDefault(event, false)) {
                reports.put(event, false);
                try {
                    await("report", client.report(report));
                    reports.put(event, true);
                } catch (GatewayException e) {
                    if (e.kind() != GatewayException.Kind.UNAVAILABLE || ledger.hasEnded()) {
                        throw e;
                    }
                    Pause.shortly();
                }
            }
        } finally {
            client.close();
        }
    }

    /** Verifies that each acknowledged report and attestation is stored once. */
    void verify(OperatorClient reader, String catalog) {
        Map<String, Integer> events = new HashMap<>();
        reader.get(catalog + "/devices/" + id() + "/reports?limit=500")
                .forEach(stored ->
                        events.merge(stored.path("detail").path("event").asText(), 1, Integer::sum));
        reports.forEach((event, acknowledged) -> {
            int count = events.getOrDefault(event, 0);
            if (count > 1 || (acknowledged && count == 0)) {
                ledger.violated("the report %s of %s is stored %d times".formatted(event, id(), count));
            }
        });
        Map<Blob, Integer> evidence = new HashMap<>();
        for (JsonNode stored : reader.get(catalog + "/devices/" + id() + "/attestations?limit=500")) {
            evidence.merge(
                    Blob.of(Base64.getDecoder().decode(stored.get("evidence").asText())), 1, Integer::sum);
        }
        for (Blob signed : attested) {
            if (evidence.getOrDefault(signed, 0) != 1) {
                ledger.violated(
                        "an attestation of %s is stored %d times".formatted(id(), evidence.getOrDefault(signed, 0)));
            }
        }
    }

    private String id() {
        return board.pluton().deviceId().text();
    }

    private <T> T await(String kind, Future<T> step) {
        try {
            T result = step.toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
            ledger.count("device " + kind + ": acknowledged");
            return result;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GatewayException cause) {
                ledger.count("device " + kind + ": " + cause.kind());
                throw cause;
            }
            throw new CannotContinue("A request of a device failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotContinue("Interrupted.", e);
        } catch (TimeoutException e) {
            throw new CannotContinue("A device got no response within %d seconds.".formatted(LIMIT_SECONDS), e);
        }
    }
}
