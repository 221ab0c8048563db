package dev.holdfast.backend.installation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.backend.platform.internal.InternalListener;
import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.contract.device.InternalApi.Assignment;
import dev.holdfast.contract.device.InternalApi.Change;
import dev.holdfast.contract.device.InternalApi.Changes;
import dev.holdfast.contract.device.InternalApi.Target;
import dev.holdfast.contract.device.InternalApi.Witness;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Calls the internal device API as the gateway, or with another certificate. */
@Singleton
public class Gateway {
    private static final char[] NO_PASSWORD = new char[0];

    private final InternalListener listener;
    private final ObjectMapper json;
    private final Path folder;

    Gateway(
            InternalListener listener,
            ObjectMapper json,
            @ConfigProperty(name = "holdfast.internal.trust") Path trust) {
        this.listener = listener;
        this.json = json;
        this.folder = Objects.requireNonNull(trust.getParent());
    }

    /**
     * Returns a client with the certificate of a file in the folder, without extension, such as {@code gateway}. Null is a client without
     * certificate.
     */
    public HttpClient client(@Nullable String certificate) {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store("ca", false));
            SSLContext tls = SSLContext.getInstance("TLSv1.3");
            tls.init(certificate == null ? new KeyManager[0] : keys(certificate), trust.getTrustManagers(), null);
            return HttpClient.newBuilder().sslContext(tls).build();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends a GET request as the gateway; returns any response. */
    public HttpResponse<byte[]> get(String path) {
        return send(client("gateway"), request(path).GET().build());
    }

    /** Sends a GET request as the gateway; fails if the status is not 200. */
    public <T> T get(String path, Class<T> type) {
        HttpResponse<byte[]> answer = get(path);
        try {
            if (answer.statusCode() != 200) {
                throw new AssertionError(path + " answered " + answer.statusCode() + " "
                        + new String(answer.body(), StandardCharsets.UTF_8));
            }
            return json.readValue(answer.body(), type);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the feed after a position has these changes. An open transaction of a job can delay them, so that others come first. */
    public void awaitChanges(String after, Change... expected) {
        AtomicReference<String> position = new AtomicReference<>(after);
        List<Change> seen = new ArrayList<>();
        Await.until("the changes " + List.of(expected), () -> {
            Changes page = get("changes?wait=20&after=" + position.get(), Changes.class);
            position.set(page.next());
            seen.addAll(page.changes());
            return seen.containsAll(List.of(expected));
        });
    }

    /** Returns the assignment of a device. */
    public Assignment assignment(Witness witness) {
        return get("devices/" + witness.device() + "/assignment?" + witness.query(), Assignment.class);
    }

    /** Returns the target of a group's devices of a part, as a device of the group asks. */
    public Target target(UUID group, String part, Witness witness) {
        return get(
                "groups/" + group + "/target?part=" + part + "&device=" + witness.device() + "&" + witness.query(),
                Target.class);
    }

    /** Requests the first chunk of an image of a group's target: all of it, for most tests. */
    public HttpResponse<byte[]> image(UUID group, Object image, Witness witness) {
        return image(group, image, 0, witness);
    }

    /** Requests a chunk of an image of a group's target. */
    public HttpResponse<byte[]> image(UUID group, Object image, int chunk, Witness witness) {
        return get("groups/" + group + "/images/" + image + "?chunk=" + chunk + "&device=" + witness.device() + "&"
                + witness.query());
    }

    /** Sends a POST request with JSON as the gateway. A {@code byte[]} is sent unchanged. */
    public HttpResponse<byte[]> post(String path, Object body) {
        try {
            return send(
                    client("gateway"),
                    request(path)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(
                                    body instanceof byte[] raw ? raw : json.writeValueAsBytes(body)))
                            .build());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts a request to the internal device API. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + listener.port() + InternalApi.BASE + path));
    }

    /** Sends a request and waits for the response. */
    public static HttpResponse<byte[]> send(HttpClient client, HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private KeyManager[] keys(String certificate) throws GeneralSecurityException, IOException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store(certificate, true), NO_PASSWORD);
        return keys.getKeyManagers();
    }

    /** Reads a certificate, and its key if {@code withKey}. */
    private KeyStore store(String file, boolean withKey) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        Certificate certificate = CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(folder.resolve(file + ".pem"))));
        if (withKey) {
            store.setKeyEntry(file, key(folder.resolve(file + ".key")), NO_PASSWORD, new Certificate[] {certificate});
        } else {
            store.setCertificateEntry(file, certificate);
        }
        return store;
    }

    private static PrivateKey key(Path file) throws GeneralSecurityException, IOException {
        String base64 = Files.readString(file).replaceAll("-----[A-Z ]+-----|\\s", "");
        return KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }
}
