package dev.holdfast.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.holdfast.standalone.config.Port;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Another identity provider by configuration alone: {@code oidc-provider} of npm. A second backend and a second console, processes of the
 * same build over the same database, are told of it by their environment and by nothing else.
 */
@EndToEnd
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OtherProviderIT {
    private static final String SECRET = "a-secret-of-thirty-two-characters";
    private static final String AUDIENCE = "https://holdfast.example/api";

    private final Stack stack;
    private final Browsers browsers;
    private final List<Process> processes = new ArrayList<>();
    private String console = "";

    OtherProviderIT(Stack stack, Browsers browsers) {
        this.stack = stack;
        this.browsers = browsers;
    }

    @BeforeAll
    void start() throws IOException {
        Map<String, String> ports = new HashMap<>(Ports.free());
        // What only one of is there.
        List.of(Port.DATABASE, Port.KEYCLOAK).forEach(port -> ports.remove(port.variable()));
        console = "http://localhost:" + ports.get("HOLDFAST_CONSOLE_PORT");
        String issuer = provider();
        String api = "http://localhost:" + ports.get("HOLDFAST_API_PORT");
        like(
                "backend",
                ports,
                Map.of(
                        "HOLDFAST_OIDC_URL", issuer,
                        "HOLDFAST_PEOPLE_CLIENT_SECRET", "",
                        "HOLDFAST_OIDC_NAME_CLAIM", "login",
                        "HOLDFAST_OIDC_GROUPS_CLAIM", "departments",
                        "HOLDFAST_OIDC_AUDIENCE", AUDIENCE,
                        "HOLDFAST_OIDC_OWNERS_GROUP", "sg-holdfast-owners"));
        like(
                "ui",
                ports,
                Map.of(
                        "HOLDFAST_OIDC_URL", issuer,
                        "HOLDFAST_API_URL", api,
                        "HOLDFAST_CONSOLE_CLIENT_ID", "fleet-console",
                        "HOLDFAST_CONSOLE_CLIENT_SECRET", SECRET,
                        "HOLDFAST_OIDC_SCOPES", "openid,api",
                        "QUARKUS_OIDC_AUTHENTICATION_EXTRA_PARAMS_RESOURCE", AUDIENCE));
        awaitReady("http://localhost:" + ports.get("HOLDFAST_BACKEND_MANAGEMENT_PORT"));
        awaitReady(console);
    }

    @AfterAll
    void stop() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void who_is_in_its_group_of_owners_owns_the_installation() {
        Page page = signIn("u-1");

        page.locator("vaadin-app-layout").waitFor();
        page.getByText("omar").first().waitFor();
        page.navigate(console + "/c/contoso/devices");
        page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Devices"))
                .first()
                .waitFor();
        page.getByText("Toaster / Production").first().waitFor();
        assertThat(page.locator("main").innerText()).contains("Add devices");
    }

    @Test
    void who_has_no_role_there_signs_in_and_finds_no_catalog() {
        Page page = signIn("u-7");

        page.locator("vaadin-app-layout").waitFor();
        page.getByText("nadia").first().waitFor();
        page.navigate(console + "/c/contoso/devices");
        page.getByText("Nothing is here").first().waitFor();
    }

    /** Answers the provider's own pages: who it is, and whether the console may know. */
    private Page signIn(String subject) {
        Page page = browsers.stranger();
        page.navigate(console + "/");
        page.locator("input[name=login]").fill(subject);
        page.locator("input[name=password]").fill("any");
        page.locator("button[type=submit]").click();
        page.getByText("Continue").click();
        return page;
    }

    private String provider() throws IOException {
        Path folder = Path.of("../backend").toAbsolutePath().normalize();
        ProcessBuilder builder = new ProcessBuilder(
                        folder.resolve("src/test/npm/start.sh").toString(),
                        folder.resolve("target/second-provider").toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("CONSOLE_URL", console);
        Process provider = builder.start();
        processes.add(provider);
        BufferedReader output = provider.inputReader(StandardCharsets.UTF_8);
        String prefix = "listening ";
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(prefix)) {
                return line.substring(prefix.length());
            }
        }
        throw new IOException("oidc-provider ended without listening: see backend/target/second-provider/npm.log");
    }

    /** Starts a process like one that runs, on other ports and with other settings. */
    private void like(String service, Map<String, String> ports, Map<String, String> settings) throws IOException {
        ProcessHandle running = stack.running(service);
        List<String> command = new ArrayList<>();
        command.add(running.info().command().orElseThrow());
        command.addAll(Arrays.asList(running.info().arguments().orElseThrow()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        Path.of("target", "other-provider-" + service + ".log").toFile());
        Map<String, String> environment = new HashMap<>(environment(running.pid()));
        environment.replaceAll((name, value) -> ports.getOrDefault(name, value));
        environment.putAll(settings);
        builder.environment().clear();
        builder.environment().putAll(environment);
        processes.add(builder.start());
    }

    private static Map<String, String> environment(long pid) throws IOException {
        Map<String, String> environment = new HashMap<>();
        for (String variable :
                Files.readString(Path.of("/proc/" + pid + "/environ")).split("\0", -1)) {
            int equals = variable.indexOf('=');
            if (equals > 0) {
                environment.put(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        return environment;
    }

    private void awaitReady(String address) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address + "/q/health/ready")).build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            stack.await(address + " is ready", () -> {
                try {
                    return Optional.of(client.send(request, HttpResponse.BodyHandlers.discarding()))
                            .filter(answer -> answer.statusCode() == 200);
                } catch (IOException e) {
                    return Optional.empty();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return Optional.empty();
                }
            });
        }
    }
}
