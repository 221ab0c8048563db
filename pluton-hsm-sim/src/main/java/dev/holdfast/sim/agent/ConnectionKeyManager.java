package dev.holdfast.sim.agent;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Key manager that presents the identity of the connection's device. It ignores the list of accepted authorities in the
 * server's request, because no list can contain the self-signed certificates of chips. An alias is valid for one
 * handshake.
 */
final class ConnectionKeyManager extends X509ExtendedKeyManager {
    private final Handshakes handshakes;

    ConnectionKeyManager(Handshakes handshakes) {
        this.handshakes = handshakes;
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return engine == null
                ? null
                : handshakes.of(engine).map(Handshakes.Client::alias).orElse(null);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return handshakes
                .of(alias)
                .map(client -> client.identity().chain().toArray(X509Certificate[]::new))
                .orElse(null);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return handshakes.of(alias).map(client -> client.identity().key()).orElse(null);
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
