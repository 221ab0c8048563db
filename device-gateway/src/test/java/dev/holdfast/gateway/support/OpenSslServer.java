package dev.holdfast.gateway.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Debian's {@code openssl s_server}: a TLS server that issues sessions, and answers each request. */
public final class OpenSslServer implements AutoCloseable {
    private static final String ACCEPT = "ACCEPT 127.0.0.1:";

    private final Process process;
    private final URI uri;

    private OpenSslServer(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /** Starts a server with the certificate and the key of a device. */
    public static OpenSslServer start(TestDevice device) throws IOException {
        Path folder = Files.createTempDirectory(Path.of("target"), "openssl");
        Instant now = Instant.now();
        Path certificate = Pem.write(
                folder.resolve("server.pem"),
                Issuer.hello(device.subject(), device.key(), now.minusSeconds(60), now.plusSeconds(3600)));
        Path key = Pem.write(folder.resolve("server-key.pem"), device.key().getPrivate());
        Process process = new ProcessBuilder(
                        "openssl",
                        "s_server",
                        "-accept",
                        "127.0.0.1:0",
                        "-cert",
                        certificate.toString(),
                        "-key",
                        key.toString(),
                        "-www")
                .redirectErrorStream(true)
                .start();
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(ACCEPT)) {
                return new OpenSslServer(
                        process, URI.create("https://127.0.0.1:" + line.substring(ACCEPT.length()) + "/"));
            }
        }
        throw new IOException(
                "openssl s_server ended with code " + process.onExit().join().exitValue());
    }

    public URI uri() {
        return uri;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
