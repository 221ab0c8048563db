package dev.holdfast.gateway.support;

import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.id.P256PublicKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Client of the device protocol, with any certificate. */
public final class TestDevice {
    /** Nonce of the attestation of every device. */
    public static final Nonce ATTESTATION = Nonce.of(new byte[Nonce.LENGTH]);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final DeviceId id;
    private final KeyPair key;
    private final TestInstallation installation;
    private final URI gateway;

    /** Makes a device with fresh keys. */
    public TestDevice(TestInstallation installation, URI gateway) {
        this(installation, gateway, new DeviceId(TestKeys.publicKey(TestKeys.p256())));
    }

    private TestDevice(TestInstallation installation, URI gateway, DeviceId id) {
        this.installation = installation;
        this.gateway = gateway;
        this.id = id;
        this.key = TestKeys.p256();
    }

    /** Returns an impostor: a device with the same ID and another general key. */
    public TestDevice withAnotherKey() {
        return new TestDevice(installation, gateway, id);
    }

    /** Returns the device ID. */
    public DeviceId id() {
        return id;
    }

    /** Returns the key of all certificates of this device. */
    public KeyPair key() {
        return key;
    }

    /** Returns the public half of {@link #key()}. */
    public P256PublicKey generalKey() {
        return TestKeys.publicKey(key);
    }

    /** Returns the subject of the certificates. */
    public String subject() {
        return "CN=" + id.text();
    }

    /** Connects with its self-signed certificate. Sends {@link #ATTESTATION} with each request. */
    public Session hello() {
        return new Session(gateway, helloWithoutNonce().client, ATTESTATION);
    }

    /** Connects with its self-signed certificate, as a device that never attested. */
    public Session helloWithoutNonce() {
        Instant now = Instant.now();
        return with(List.of(Issuer.hello(subject(), key, now.minusSeconds(60), now.plusSeconds(3600))));
    }

    /** Connects with its self-signed certificate from a loopback address. */
    public Session helloFrom(String address) {
        Instant now = Instant.now();
        KeyManager key = new FixedKeyManager(
                List.of(Issuer.hello(subject(), this.key, now.minusSeconds(60), now.plusSeconds(3600))),
                this.key.getPrivate());
        try {
            return new Session(
                    gateway,
                    client(parameters("TLSv1.3"), key)
                            .localAddress(InetAddress.getByName(address))
                            .build());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Connects with an update certificate. */
    public Session update() {
        return with(installation.updateChain(id.text(), key));
    }

    /** Connects with a customer certificate. */
    public Session customer() {
        return with(installation.customerChain(id.text(), key));
    }

    /** Connects with any chain; the first certificate has {@link #key()}. */
    public Session with(List<X509Certificate> chain) {
        return session("TLSv1.3", new FixedKeyManager(chain, key.getPrivate()));
    }

    /** Connects with any chain and offers no post-quantum group; the first certificate has {@link #key()}. */
    public Session classical(List<X509Certificate> chain) {
        SSLParameters parameters = parameters("TLSv1.3");
        parameters.setAlgorithmConstraints(new Classical());
        return session(parameters, new FixedKeyManager(chain, key.getPrivate()));
    }

    /** Connects with its self-signed certificate over another version of TLS. */
    public Session over(String protocol) {
        Instant now = Instant.now();
        return session(
                protocol,
                new FixedKeyManager(
                        List.of(Issuer.hello(subject(), key, now.minusSeconds(60), now.plusSeconds(3600))),
                        key.getPrivate()));
    }

    /** Connects with any chain over another version of TLS; the first certificate has {@link #key()}. */
    public Session over(String protocol, List<X509Certificate> chain) {
        return session(protocol, new FixedKeyManager(chain, key.getPrivate()));
    }

    /** Connects without a certificate. */
    public Session withoutCertificate() {
        return session("TLSv1.3");
    }

    /** Connects with its self-signed certificate and sends nothing after the handshake. */
    public SSLSocket connect() throws IOException {
        Instant now = Instant.now();
        return connect(Issuer.hello(subject(), key, now.minusSeconds(60), now.plusSeconds(3600)), key.getPrivate());
    }

    /** Connects with an update certificate from a loopback address, and sends nothing after the handshake. */
    public SSLSocket connectFrom(String address) throws IOException {
        SSLSocket socket =
                (SSLSocket) context(new FixedKeyManager(installation.updateChain(id.text(), key), key.getPrivate()))
                        .getSocketFactory()
                        .createSocket();
        socket.bind(new InetSocketAddress(address, 0));
        socket.connect(new InetSocketAddress(gateway.getHost(), gateway.getPort()));
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.startHandshake();
        return socket;
    }

    /** Creates a TLS socket over an open connection, without a handshake. The connection stays open when TLS ends. */
    public SSLSocket over(Socket plain, String protocol, boolean withCertificate) throws IOException {
        Instant now = Instant.now();
        X509Certificate hello = Issuer.hello(subject(), key, now.minusSeconds(60), now.plusSeconds(3600));
        KeyManager[] keys = withCertificate
                ? new KeyManager[] {new FixedKeyManager(List.of(hello), key.getPrivate())}
                : new KeyManager[0];
        SSLSocket socket = (SSLSocket)
                context(keys).getSocketFactory().createSocket(plain, gateway.getHost(), plain.getPort(), false);
        socket.setEnabledProtocols(new String[] {protocol});
        return socket;
    }

    /** Connects with any certificate and key. */
    public SSLSocket connect(X509Certificate certificate, PrivateKey key) throws IOException {
        SSLSocket socket = (SSLSocket) context(new FixedKeyManager(List.of(certificate), key))
                .getSocketFactory()
                .createSocket(gateway.getHost(), gateway.getPort());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.startHandshake();
        return socket;
    }

    private Session session(String protocol, KeyManager... keys) {
        return session(parameters(protocol), keys);
    }

    private static SSLParameters parameters(String protocol) {
        return new SSLParameters(null, new String[] {protocol});
    }

    private Session session(SSLParameters parameters, KeyManager... keys) {
        return new Session(gateway, client(parameters, keys).build());
    }

    private HttpClient.Builder client(SSLParameters parameters, KeyManager... keys) {
        return HttpClient.newBuilder()
                .sslContext(context(keys))
                .sslParameters(parameters)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE);
    }

    private SSLContext context(KeyManager... keys) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, TrustFile.trustManagers(installation.infrastructure()), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Persistent connections with one certificate. Paths without a leading slash are relative to the base path of the device protocol. */
    public static final class Session implements AutoCloseable {
        private final URI gateway;
        private final HttpClient client;
        private final @Nullable Nonce attestation;

        Session(URI gateway, HttpClient client) {
            this(gateway, client, null);
        }

        Session(URI gateway, HttpClient client, @Nullable Nonce attestation) {
            this.gateway = gateway;
            this.client = client;
            this.attestation = attestation;
        }

        @Override
        public void close() {
            client.close();
        }

        /** Sends a GET. */
        public HttpResponse<byte[]> get(String path, Map<String, String> headers) throws IOException {
            HttpRequest.Builder request = request(path).GET();
            headers.forEach(request::header);
            return send(request.build());
        }

        /** Sends a GET without headers. */
        public HttpResponse<byte[]> get(String path) throws IOException {
            return get(path, Map.of());
        }

        /** Sends a POST. */
        public HttpResponse<byte[]> post(String path, String contentType, byte[] body) throws IOException {
            return send(request(path)
                    .header("Content-Type", contentType)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build());
        }

        /** Sends a POST without a body. */
        public HttpResponse<byte[]> post(String path) throws IOException {
            return send(request(path).POST(HttpRequest.BodyPublishers.noBody()).build());
        }

        private HttpRequest.Builder request(String path) {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            gateway.resolve(path.startsWith("/") ? path : DeviceProtocol.BASE + path))
                    .timeout(PATIENCE);
            return attestation == null ? request : request.header(DeviceProtocol.ATTESTATION_NONCE, attestation.hex());
        }

        private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
            try {
                return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
    }
}
