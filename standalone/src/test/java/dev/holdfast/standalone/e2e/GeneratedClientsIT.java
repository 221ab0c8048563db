package dev.holdfast.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.contract.operator.identity.NewToken;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.identity.TokenKind;
import dev.holdfast.contract.operator.product.NewProduct;
import dev.holdfast.sim.agent.Agent;
import dev.holdfast.sim.agent.DeviceState;
import dev.holdfast.sim.agent.SoftwareBehavior;
import dev.holdfast.standalone.demo.OperatorClient;
import dev.holdfast.standalone.e2e.TestChips.Chip;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients that OpenAPI Generator makes run the three scripts of {@code docs/api.md}. */
@Tag("sweep")
@EndToEnd
class GeneratedClientsIT {
    private static final Path FOLDER = Path.of("target", "clients").toAbsolutePath();

    private final Stack stack;
    private final OperatorClient owner;
    private final String name = "clients-" + System.nanoTime();
    private final String catalog = "catalogs/" + name;
    private final String api;

    GeneratedClientsIT(Stack stack) {
        this.stack = stack;
        this.owner = stack.as("admin");
        this.api = stack.api().address().toString();
    }

    @Test
    void generated_typescript_and_python_clients_run_the_scripts_with_typed_responses()
            throws IOException, InterruptedException {
        generate();
        owner.post("catalogs", new NewCatalog(name, "Generated clients"));
        owner.post(catalog + "/products", new NewProduct("Toaster", ""));
        String token = owner.post(
                        catalog + "/tokens", new NewToken(TokenKind.SERVICE, "clients", Role.PUBLISHER, null, null, 1))
                .get("secret")
                .asText();
        try (TestChips healthy = new TestChips(stack, name, "Production");
                TestChips altered = new TestChips(stack, name, "Field Test")) {
            Chip untrusted = altered.make(1, "demo").getFirst();
            untrusted.attest();
            Chip chip = healthy.make(1, "smoke").getFirst();
            Agent device = chip.software(new SoftwareBehavior());
            device.powerOn();
            List<String> devices = List.of(untrusted.id().text(), chip.id().text());

            stack.await(
                    "the device is trusted",
                    () -> Optional.of(device.status().state()).filter(state -> state == DeviceState.TRUSTED));

            String typeScript = run(token, healthy.application("1.0.0"), "node", "out/scripts.js");
            check(typeScript, devices, "toaster-app 1.0.0");
            String python = run(token, healthy.application("2.0.0"), "/usr/bin/python3", "scripts.py");
            check(python, devices, "toaster-app 2.0.0");
            device.powerOff().toCompletionStage().toCompletableFuture().join();
        }
    }

    /** Generates and compiles the clients. */
    private void generate() throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        try (HttpClient client = HttpClient.newHttpClient()) {
            client.send(
                    HttpRequest.newBuilder(URI.create(api + "/q/openapi?format=json"))
                            .build(),
                    HttpResponse.BodyHandlers.ofFile(FOLDER.resolve("openapi.json")));
        }
        Path make = Path.of("src/test/resources/clients/make.sh").toAbsolutePath();
        finish(
                new ProcessBuilder(make.toString(), FOLDER.toString()),
                Map.of("JAVA_HOME", System.getProperty("java.home")));
    }

    /** Runs a client and returns its output. */
    private String run(String token, ImagePackage image, String... client) throws IOException, InterruptedException {
        for (String export : List.of("devices.csv", "reports.csv", "audit.ndjson")) {
            Files.deleteIfExists(FOLDER.resolve(export));
        }
        Path file = Files.write(FOLDER.resolve("app.imagepackage"), image.bytes());
        ProcessBuilder command = new ProcessBuilder(client);
        command.command().addAll(List.of(api, name, file.toString()));
        return finish(command, Map.of("TOKEN", token, "PYTHONPATH", "python"));
    }

    private static String finish(ProcessBuilder command, Map<String, String> variables)
            throws IOException, InterruptedException {
        command.environment().putAll(variables);
        Process process =
                command.directory(FOLDER.toFile()).redirectErrorStream(true).start();
        // Reading the output has no timeout, so the process is killed after five minutes.
        CompletableFuture.delayedExecutor(5, TimeUnit.MINUTES).execute(process::destroyForcibly);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    /** Checks the untrusted device and the deployment in the output, and the exported files. */
    private static void check(String output, List<String> devices, String image) throws IOException {
        assertThat(output.lines())
                .satisfiesExactly(
                        untrusted -> assertThat(untrusted)
                                .startsWith(devices.getFirst() + " UNTRUSTED since 20")
                                .endsWith(": measurement-unknown"),
                        deployed -> assertThat(deployed).isEqualTo("1 of 1 attested " + image));
        assertThat(Files.readString(FOLDER.resolve("devices.csv"))).contains(devices);
        assertThat(FOLDER.resolve("reports.csv")).isNotEmptyFile();
        assertThat(Files.readString(FOLDER.resolve("audit.ndjson"))).contains("token:clients");
    }
}
