package dev.holdfast.standalone.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** An identity provider for tests: the npm package {@code oidc-provider}, started by {@code backend/src/test/npm/start.sh}. */
final class NpmProvider implements AutoCloseable {
    private static final String LISTENING = "listening ";

    private final Process process;
    private final String issuer;

    private NpmProvider(Process process, String issuer) {
        this.process = process;
        this.issuer = issuer;
    }

    /**
     * Starts the provider.
     *
     * @param consoles URLs of the consoles. The provider sends logout tokens only to the first.
     */
    static NpmProvider start(List<String> consoles) throws IOException {
        Path backend = Path.of("../backend").toAbsolutePath().normalize();
        ProcessBuilder builder = new ProcessBuilder(
                        backend.resolve("src/test/npm/start.sh").toString(),
                        backend.resolve("target/second-provider").toString())
                .redirectError(Path.of("target", "npm-provider.log").toFile());
        builder.environment().put("CONSOLE_URLS", String.join(" ", consoles));
        Process process = builder.start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(LISTENING)) {
                return new NpmProvider(process, line.substring(LISTENING.length()));
            }
        }
        throw new IOException("oidc-provider ended without listening: see backend/target/second-provider/npm.log");
    }

    String issuer() {
        return issuer;
    }

    /** Returns the provider's page for ending a session. */
    String signOutPage() {
        return issuer + "/session/end";
    }

    /** Returns how often a client has refreshed an access token since the start. */
    int refreshed() {
        return Integer.parseInt(get("/refreshed"));
    }

    /** Sets the lifetime of new access tokens. */
    void letTokensLive(Duration time) {
        get("/lifetime?seconds=" + time.toSeconds());
    }

    /** Replaces the signing key. The provider then publishes only the new key. */
    void takeAnotherKey() {
        get("/another-key");
    }

    private String get(String path) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(issuer + path)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
