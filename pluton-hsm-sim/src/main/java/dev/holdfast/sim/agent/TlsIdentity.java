package dev.holdfast.sim.agent;

import dev.holdfast.sim.hsm.PlutonKey;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** A client certificate with its chain, and the handle of its key inside Pluton. */
public final class TlsIdentity extends X509ExtendedKeyManager {
    private static final String ALIAS = "pluton";

    private final PlutonKey key;
    private final List<X509Certificate> chain;

    TlsIdentity(PlutonKey key, List<X509Certificate> chain) {
        this.key = key;
        this.chain = List.copyOf(chain);
    }

    /**
     * Joins an issued chain with its key.
     *
     * @param chainPem leaf first
     * @throws IllegalArgumentException when it is not PEM, or the leaf is for another key
     */
    public static TlsIdentity issued(PlutonKey key, String chainPem) {
        try {
            List<X509Certificate> chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(chainPem.getBytes(StandardCharsets.US_ASCII)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (chain.isEmpty()
                    || !key.publicKey().toJca().equals(chain.getFirst().getPublicKey())) {
                throw new IllegalArgumentException("the certificate is not for this key");
            }
            return new TlsIdentity(key, chain);
        } catch (CertificateException e) {
            throw new IllegalArgumentException("the certificates cannot be read", e);
        }
    }

    /** Returns the device's own certificate. */
    public X509Certificate leaf() {
        return chain.getFirst();
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public String chooseClientAlias(String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return ALIAS;
    }

    @Override
    public String chooseEngineClientAlias(
            String[] keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return ALIAS;
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return chain.toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return key;
    }
}
