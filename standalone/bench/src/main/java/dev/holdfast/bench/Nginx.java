package dev.holdfast.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Debian's nginx, which does the gateway's TLS work for comparison: TLS 1.3 without resumption, the gateway's certificate, a required
 * client certificate with a verified chain, and a response with status 204 or a file. It has one worker process and no access log. A
 * worker that root starts stays root, so that it can read the file. nginx verifies two P-384 signatures of the chain in each handshake. The
 * gateway verifies each CA certificate once and caches the result. If nginx is not installed, its package is unpacked into the folder of
 * the benchmarks, so no system service starts.
 */
final class Nginx implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(10);
    private static final String FILE = "file";

    private final Process process;
    private final int port;
    private final Path directory;

    private Nginx(Process process, int port, Path directory) {
        this.process = process;
        this.port = port;
        this.directory = directory;
    }

    /**
     * Starts nginx on a free loopback port. Unpacks Debian's package first if nginx is not installed.
     *
     * @param directory folder for nginx's configuration and logs
     * @param certificate PEM of the server's certificate
     * @param key PEM of the server's private key
     * @param clientRoot PEM of the root certificate of the clients' chains
     */
    static Nginx start(Path directory, Path certificate, Path key, Path clientRoot)
            throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Path binary = binary(directory);
        int port = freePort();
        Path configuration = directory.resolve("nginx.conf");
        Files.writeString(configuration, """
                user root; daemon off; worker_processes 1; pid nginx.pid; error_log error.log;
                events { worker_connections 4096; }
                http {
                  access_log off; keepalive_requests 10000000; tcp_nodelay on;
                  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
                  uwsgi_temp_path uwsgi; scgi_temp_path scgi;
                  server {
                    listen 127.0.0.1:%d ssl;
                    ssl_protocols TLSv1.3; ssl_session_tickets off; ssl_session_cache off;
                    ssl_certificate %s; ssl_certificate_key %s;
                    ssl_client_certificate %s; ssl_verify_client on; ssl_verify_depth 4;
                    location / { return 204; }
                    location /%s { root %s; }
                  }
                }
                """.formatted(port, certificate, key, clientRoot, FILE, directory));
        Process process = new ProcessBuilder(
                        binary.toString(), "-p", directory.toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("nginx.log").toFile())
                .start();
        Nginx nginx = new Nginx(process, port, directory);
        nginx.awaitListening(directory);
        return nginx;
    }

    int port() {
        return port;
    }

    /** Serves a file. Returns its path. */
    String serve(byte[] content) throws IOException {
        Files.write(directory.resolve(FILE), content);
        return "/" + FILE;
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    private void awaitListening(Path directory) throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(START_TIMEOUT);
        while (Instant.now().isBefore(deadline) && process.isAlive()) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException e) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
        close();
        throw new IOException("nginx did not start; see " + directory.resolve("nginx.log"));
    }

    private static Path binary(Path directory) throws IOException, InterruptedException {
        Path installed = Path.of("/usr/sbin/nginx");
        Path unpacked = directory.resolve("package/usr/sbin/nginx");
        if (Files.isExecutable(installed)) {
            return installed;
        }
        if (!Files.isExecutable(unpacked)) {
            String script = "apt-get download -qq nginx && dpkg-deb -x nginx_*.deb package";
            int exit = new ProcessBuilder("sh", "-c", script)
                    .directory(directory.toFile())
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0 || !Files.isExecutable(unpacked)) {
                throw new IOException("nginx is not installed, and Debian's package could not be downloaded");
            }
        }
        return unpacked;
    }

    /** Returns a free port on loopback. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
