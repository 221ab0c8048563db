package dev.holdfast.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.contract.operator.deployment.NewDeployment;
import dev.holdfast.contract.operator.product.NewProduct;
import dev.holdfast.sim.agent.Agent;
import dev.holdfast.sim.agent.AgentStatus;
import dev.holdfast.sim.agent.DayTime;
import dev.holdfast.sim.agent.DeviceState;
import dev.holdfast.sim.agent.SoftwareBehavior;
import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.demo.OperatorClient;
import dev.holdfast.standalone.e2e.TestChips.Chip;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Restores a backup of the running demo into an empty folder and starts it there, with its own Keycloak, gateway, and console. A device of
 * the demo then connects to the restored installation.
 */
@Tag("sweep")
@ExtendWith(StackExtension.class)
@ResourceLock(value = EndToEnd.PROCESSES, mode = ResourceAccessMode.READ)
@ResourceLock(EndToEnd.SECOND_INSTALLATION)
class RestoreDrillIT {
    private static final String GROUP = "Production";

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String name = "drill-" + System.nanoTime();
    private final String catalog = "catalogs/" + name;
    private final Stack stack;
    private final OperatorClient owner;

    RestoreDrillIT(Stack stack) {
        this.stack = stack;
        this.owner = stack.as("admin");
    }

    @Test
    void an_installation_restored_into_an_empty_folder_serves_people_and_devices() throws Exception {
        owner.post("catalogs", new NewCatalog(name, "Restore drill"));
        owner.post(catalog + "/products", new NewProduct("Toaster", ""));
        Path backup = folder.resolve("backup.tar.gz");
        try (TestChips chips = new TestChips(stack, name, GROUP)) {
            Chip chip = chips.make(1, "smoke").getFirst();
            long deployed = deploy(chips.application("1.0.0"));
            run(
                    chip,
                    chips.gatewayAddress(),
                    status -> status.state() == DeviceState.TRUSTED && status.manifestVersion() >= deployed);
            Path checkpoint = Files.writeString(folder.resolve("checkpoint"), checkpoint());
            String event = fromEvents(stack, "", "id:");
            Stack.Outcome made = stack.holdfast("backup", backup.toString());
            assertThat(made.status()).as(made.output()).isZero();

            Instant restoredAt = Instant.now();
            ScriptFolder scripts = new ScriptFolder(stack, Files.createDirectory(folder.resolve("scripts")));
            scripts.prepare();
            Stack restored = Stack.restored(backup, scripts);
            try {
                assertContinues(restored, checkpoint, event);
                ownerSignsIn(restored);
                URI gateway = restored.installation().settings().https(Port.GATEWAY, "");
                // The images stay the same, so the device only records the set. The restored installation renews its
                // sets while it runs.
                restored.await(
                        "the device has a set that was signed after the restore",
                        () -> Optional.of(setAfterPolls(chip, gateway))
                                .filter(version -> version > restoredAt.getEpochSecond()));
                JsonNode device = restored.as("admin").get(catalog + "/devices/" + chip.id());
                assertThat(Instant.parse(device.get("lastAttestation").asText()))
                        .isAfter(restoredAt);
                assertThat(device.get("trust").asText()).isEqualTo("TRUSTED");
            } finally {
                restored.close();
            }
        }
    }

    /** Uploads an application, deploys it and returns the version of the manifest set. */
    private long deploy(ImagePackage application) {
        owner.post(catalog + "/images", "application/octet-stream", application.bytes());
        return owner.post(
                        catalog + "/products/Toaster/groups/" + GROUP + "/deployments",
                        new NewDeployment(List.of(application.metadata().image())))
                .get("manifestVersion")
                .asLong();
    }

    /** Switches the device on until its status has a property. */
    private void run(Chip chip, URI gateway, Predicate<AgentStatus> until) {
        Agent device = chip.software(new SoftwareBehavior(), gateway, DayTime.REAL);
        device.powerOn();
        try {
            stack.await(
                    "the device is trusted and has its set",
                    () -> Optional.of(device.status()).filter(until));
        } finally {
            device.powerOff().toCompletionStage().toCompletableFuture().join();
        }
    }

    /** Switches the device on for an attestation and two polls. Returns the version of the manifest set that it then has in flash. */
    private long setAfterPolls(Chip chip, URI gateway) {
        // The second poll begins after the device has recorded the set of the first one.
        run(chip, gateway, status -> status.state() == DeviceState.TRUSTED && status.polls() > 1);
        try {
            return chip.manifestVersion();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the first checkpoint of the catalog's audit log. */
    private String checkpoint() {
        return stack.await(
                        "the audit log has a checkpoint",
                        () -> Optional.of(owner.raw(catalog + "/audit/checkpoint"))
                                .filter(response -> response.statusCode() == 200))
                .body();
    }

    /** Asserts that the audit log continues at a checkpoint, and that a reader of events starts over. */
    private void assertContinues(Stack restored, Path checkpoint, String event)
            throws IOException, InterruptedException {
        AuditContinuation log = new AuditContinuation(stack, restored.as("admin"), catalog, folder);
        stack.await(
                "the entry is sealed",
                () -> Optional.of(log.since(checkpoint)).filter(output -> output.contains("RestoreBackup")));
        assertThat(log.since(checkpoint)).contains("INTACT").doesNotContain("NOT INTACT");
        assertThat(fromEvents(restored, event, "event:")).isEqualTo("EventsLost");
    }

    private static void ownerSignsIn(Stack restored) {
        try (Browsers browsers = new Browsers(restored)) {
            Page page = browsers.signIn("olivia", "/c/contoso/members");
            // Only owners can add members.
            page.locator("vaadin-button:has-text('Add member')").waitFor();
            assertThat(page.url()).startsWith(restored.console("/c/contoso/members"));
        }
    }

    /** Reads the stream of events up to the first line of a field, and returns the field's value. */
    private String fromEvents(Stack of, String lastEventId, String field) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(of.api().address() + OperatorApi.BASE + catalog + "/events"))
                .header("Authorization", "Bearer " + of.token("admin"));
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        try (Stream<String> lines =
                http.send(request.build(), HttpResponse.BodyHandlers.ofLines()).body()) {
            return lines.filter(line -> line.startsWith(field))
                    .findFirst()
                    .orElseThrow()
                    .substring(field.length())
                    .strip();
        }
    }
}
