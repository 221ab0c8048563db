package dev.holdfast.gateway.support;

import dev.holdfast.contract.device.DeviceProtocol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Two certificate hierarchies of an installation, new for each test run: infrastructure and devices. */
public final class TestInstallation {
    private static final String CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2";

    /** The catalog whose authority issues the certificates of devices. */
    public static final UUID CATALOG = UUID.fromString("c0ffee00-0000-4000-8000-000000000001");

    private final Issuer infrastructure = Issuer.root("CN=Test infrastructure", TestKeys.p256());
    private final Issuer root = Issuer.root("CN=Test root", TestKeys.p384());
    private final Issuer policy = root.authority("CN=Test policy CA", TestKeys.p384(), 1);
    private final Issuer catalog = policy.authority("CN=Holdfast " + CATALOG, TestKeys.p256(), 0);
    private final Path folder;

    /** Creates an installation with its files in {@code folder}. */
    public TestInstallation(Path folder) {
        try {
            this.folder = Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the authority of the gateway's and the backend's own certificates. */
    public X509Certificate infrastructure() {
        return infrastructure.certificate();
    }

    /** Returns the root of device certificates. */
    public Issuer root() {
        return root;
    }

    /** Returns the issuer of catalog authorities. */
    public Issuer policy() {
        return policy;
    }

    /** Returns the issuer of device certificates. */
    public Issuer catalog() {
        return catalog;
    }

    /** Returns the PEM of the device root. */
    public String rootPem() {
        return Pem.of(root.certificate());
    }

    /** Returns a leaf with an update certificate's usages and its chain, for a device's key. */
    public List<X509Certificate> updateChain(String deviceId, KeyPair key) {
        return updateChain(catalog, deviceId, key);
    }

    /** Returns the same as {@link #updateChain(String, KeyPair)}, issued by another catalog authority. */
    public List<X509Certificate> updateChain(Issuer authority, String deviceId, KeyPair key) {
        return List.of(
                authority.issue("CN=" + deviceId, key.getPublic(), CLIENT_AUTHENTICATION, DeviceProtocol.UPDATE_USAGE),
                authority.certificate(),
                policy.certificate());
    }

    /** Returns a leaf with a customer certificate's usages and its chain, for a device's key. */
    public List<X509Certificate> customerChain(String deviceId, KeyPair key) {
        return chain(
                catalog.issue("CN=" + deviceId, key.getPublic(), CLIENT_AUTHENTICATION, DeviceProtocol.CUSTOMER_USAGE));
    }

    /** Returns a chain of a leaf and this installation's intermediates. */
    public List<X509Certificate> chain(X509Certificate leaf) {
        return List.of(leaf, catalog.certificate(), policy.certificate());
    }

    /** Writes an infrastructure certificate and its key; returns their files as {@code cert} and {@code key}. */
    public Map<String, String> write(String name) {
        KeyPair key = TestKeys.p256();
        return Map.of(
                "cert",
                Pem.write(folder.resolve(name + ".pem"), infrastructure.issue("CN=" + name, key.getPublic()))
                        .toString(),
                "key",
                Pem.write(folder.resolve(name + ".key"), key.getPrivate()).toString());
    }

    /** Writes the infrastructure authority's certificate; returns the file. */
    public String writeInfrastructure() {
        return Pem.write(folder.resolve("infra-ca.pem"), infrastructure.certificate())
                .toString();
    }
}
