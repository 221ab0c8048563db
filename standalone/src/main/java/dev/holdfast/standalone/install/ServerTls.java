package dev.holdfast.standalone.install;

import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.config.Settings;
import dev.holdfast.standalone.config.Tls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.jspecify.annotations.Nullable;

/**
 * HTTPS of console, operator API and Keycloak, with a given certificate. The processes of the installation also trust this certificate, in
 * addition to the certificate authorities of the JDK.
 */
public final class ServerTls {
    /** Protects nothing: the trust store has only certificates. */
    private static final String PASSWORD = "changeit";

    private ServerTls() {}

    /** Lets this JVM trust the certificate. */
    public static void trust(Settings settings) {
        settings.tls().ifPresent(tls -> {
            try {
                TrustManagerFactory trust = factory(store(tls));
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, trust.getTrustManagers(), null);
                SSLContext.setDefault(context);
            } catch (GeneralSecurityException | IOException e) {
                throw new IllegalStateException("Could not trust " + tls.certificate(), e);
            }
        });
    }

    /**
     * Returns the JVM options with which a service trusts the certificate, none without TLS. Writes the trust store.
     *
     * @throws CannotContinue if the key does not belong to the certificate
     */
    public static List<String> trustOptions(Home home, Settings settings) {
        return settings.tls()
                .map(tls -> {
                    checkKey(tls);
                    Path file = home.run().resolve("trust.p12");
                    write(file, tls);
                    return List.of(
                            "-Djavax.net.ssl.trustStore=" + file, "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
                })
                .orElse(List.of());
    }

    /** Returns the environment variables with which a Quarkus application serves HTTPS only. None without TLS. */
    public static Map<String, String> quarkus(Settings settings, Port port) {
        return settings.tls()
                .map(tls -> Map.of(
                        "QUARKUS_HTTP_INSECURE_REQUESTS", "disabled",
                        "QUARKUS_HTTP_SSL_PORT", Integer.toString(settings.port(port)),
                        "QUARKUS_HTTP_SSL_CERTIFICATE_FILES", tls.certificate().toString(),
                        "QUARKUS_HTTP_SSL_CERTIFICATE_KEY_FILES", tls.key().toString(),
                        "QUARKUS_HTTP_SSL_CERTIFICATE_RELOAD_PERIOD", "1H"))
                .orElse(Map.of());
    }

    /** Returns the environment variables with which Keycloak serves HTTP or HTTPS. */
    public static Map<String, String> keycloak(Settings settings) {
        String port = Integer.toString(settings.port(Port.KEYCLOAK));
        return settings.tls()
                .map(tls -> Map.of(
                        "KC_HTTP_ENABLED", "false",
                        "KC_HTTPS_PORT", port,
                        "KC_HTTPS_CERTIFICATE_FILE", tls.certificate().toString(),
                        "KC_HTTPS_CERTIFICATE_KEY_FILE", tls.key().toString(),
                        // For the back-channel logout at the console.
                        "KC_TRUSTSTORE_PATHS", tls.certificate().toString()))
                .orElse(Map.of("KC_HTTP_ENABLED", "true", "KC_HTTP_PORT", port));
    }

    private static KeyStore store(Tls tls) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        int number = 0;
        for (X509Certificate certificate :
                Stream.concat(standard().stream(), tls.chain().stream()).toList()) {
            store.setCertificateEntry("ca-" + number++, certificate);
        }
        return store;
    }

    /** Returns the certificate authorities of the JDK. */
    private static List<X509Certificate> standard() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .flatMap(manager -> Arrays.stream(((X509TrustManager) manager).getAcceptedIssuers()))
                .toList();
    }

    private static TrustManagerFactory factory(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }

    private static void write(Path file, Tls tls) {
        try {
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            store(tls).store(output, PASSWORD.toCharArray());
            PrivateFile.write(file, output.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Could not write the trust store", e);
        }
    }

    private static void checkKey(Tls tls) {
        try {
            PrivateKey key = privateKey(tls);
            Signature signature =
                    Signature.getInstance(key.getAlgorithm().startsWith("EC") ? "SHA256withECDSA" : "SHA256withRSA");
            signature.initSign(key);
            byte[] signed = signature.sign();
            signature.initVerify(tls.chain().getFirst().getPublicKey());
            if (!signature.verify(signed)) {
                throw new InvalidKeyException("it has another public key");
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new CannotContinue(
                    "%s is not the private key of the first certificate in %s: %s. Use an RSA or EC key in PEM without a passphrase."
                            .formatted(tls.key(), tls.certificate(), e.getMessage()),
                    e);
        }
    }

    private static PrivateKey privateKey(Tls tls) throws IOException, GeneralSecurityException {
        JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
        try (Reader reader = Files.newBufferedReader(tls.key());
                PEMParser parser = new PEMParser(reader)) {
            for (@Nullable Object part = parser.readObject(); part != null; part = parser.readObject()) {
                switch (part) {
                    case PrivateKeyInfo key -> {
                        return converter.getPrivateKey(key);
                    }
                    case PEMKeyPair pair -> {
                        return converter.getPrivateKey(pair.getPrivateKeyInfo());
                    }
                    default -> {
                        // Parameters of the curve can precede an EC key.
                    }
                }
            }
        }
        throw new InvalidKeyException("no private key");
    }
}
