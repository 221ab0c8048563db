package dev.holdfast.gateway.tls;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509KeyManager;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A certificate and its key in two PEM files. When the files change, new handshakes use the new certificate; open
 * connections stay open. If the new files are unusable, the previous certificate stays in use.
 */
public final class CertificateFiles extends X509ExtendedKeyManager {
    private static final Logger LOG = Logger.getLogger(CertificateFiles.class);

    private final Vertx vertx;
    private final Path certificate;
    private final Path key;
    private Content read;
    private int loaded;
    private volatile Pair current;
    /** Pair that active handshakes may still use. */
    private volatile Pair previous;

    private record Content(Buffer certificate, Buffer key) {}

    /** A usable certificate. The TLS engine caches it by its alias, so no other certificate may have the same alias. */
    private record Pair(String alias, List<X509Certificate> chain, PrivateKey key) {}

    private CertificateFiles(Vertx vertx, Path certificate, Path key) throws Exception {
        this.vertx = vertx;
        this.certificate = certificate;
        this.key = key;
        read = content();
        current = pair(read);
        previous = current;
    }

    /**
     * Reads the files now, and again after each change.
     *
     * @param interval interval of the checks for changes
     * @throws IllegalStateException when the files are unusable
     */
    public static CertificateFiles watch(Vertx vertx, Path certificate, Path key, Duration interval) {
        try {
            CertificateFiles files = new CertificateFiles(vertx, certificate, key);
            vertx.setPeriodic(interval.toMillis(), _ -> {
                var _ = vertx.executeBlocking(files::refresh);
            });
            return files;
        } catch (Exception e) {
            throw new IllegalStateException(
                    "Cannot use " + certificate + " with the key " + key + ": " + reason(e)
                            + ". Write a certificate and its key into these files, as PEM.",
                    e);
        }
    }

    /** Reads changed files. Returns whether the certificate changed. */
    private synchronized boolean refresh() {
        try {
            Content found = content();
            if (found.equals(read)) {
                return false;
            }
            read = found;
            Pair next = pair(found);
            previous = current;
            current = next;
            LOG.infof("event=certificate-renewed file=%s expires=%s", certificate, expiry());
            return true;
        } catch (Exception e) {
            LOG.errorf(
                    "event=certificate-not-renewed file=%s detail=\"%s; the gateway continues with the certificate that expires at"
                            + " %s. Write a certificate and its key into %s and %s, as PEM.\"",
                    certificate, reason(e), expiry(), certificate, key);
            return false;
        }
    }

    private Object expiry() {
        return current.chain().getFirst().getNotAfter().toInstant();
    }

    private Content content() throws IOException {
        return new Content(Buffer.buffer(Files.readAllBytes(certificate)), Buffer.buffer(Files.readAllBytes(key)));
    }

    private Pair pair(Content pem) throws Exception {
        X509KeyManager keys = (X509KeyManager) new PemKeyCertOptions()
                .addCertValue(pem.certificate())
                .addKeyValue(pem.key())
                .getKeyManagerFactory(vertx)
                .getKeyManagers()[0];
        String alias = Stream.of("EC", "RSA")
                .map(type -> keys.getServerAliases(type, null))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("the key is neither EC nor RSA"))[0];
        X509Certificate[] chain = keys.getCertificateChain(alias);
        PrivateKey own = keys.getPrivateKey(alias);
        requirePair(chain[0], own);
        loaded++;
        return new Pair("certificate-" + loaded, List.of(chain), own);
    }

    private static void requirePair(X509Certificate leaf, PrivateKey key) throws GeneralSecurityException {
        if (key.getAlgorithm().equals(leaf.getPublicKey().getAlgorithm())) {
            Signature signature =
                    Signature.getInstance("EC".equals(key.getAlgorithm()) ? "SHA256withECDSA" : "SHA256withRSA");
            signature.initSign(key);
            byte[] signed = signature.sign();
            signature.initVerify(leaf.getPublicKey());
            if (signature.verify(signed)) {
                return;
            }
        }
        throw new GeneralSecurityException("the key does not belong to the certificate");
    }

    private static String reason(Exception failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }

    private @Nullable Pair named(String alias) {
        return Stream.of(current, previous)
                .filter(pair -> pair.alias().equals(alias))
                .findFirst()
                .orElse(null);
    }

    private @Nullable String aliasFor(List<String> keyTypes) {
        Pair newest = current;
        return keyTypes.contains(newest.key().getAlgorithm()) ? newest.alias() : null;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        Pair pair = named(alias);
        return pair == null ? null : pair.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        Pair pair = named(alias);
        return pair == null ? null : pair.key();
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String type, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return aliasFor(List.of(type));
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] types, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return aliasFor(List.of(types));
    }

    @Override
    public @Nullable String chooseServerAlias(String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return aliasFor(List.of(type));
    }

    @Override
    public @Nullable String chooseClientAlias(String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return aliasFor(List.of(types));
    }

    @Override
    public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
        return null;
    }
}
