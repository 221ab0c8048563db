package dev.holdfast.gateway.edge;

import java.net.Socket;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.KeyManagerFactorySpi;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Fails TLS 1.2 handshakes of clients that support only SHA-1 signatures, or state no signature algorithms, which
 * means the same. BoringSSL would sign for them and has no setting against it. TLS 1.3 does not need this.
 */
final class NoSha1 extends KeyManagerFactory {
    /** Accepted signature algorithms of EC keys. */
    private static final List<String> GOOD = List.of("SHA256withECDSA", "SHA384withECDSA", "SHA512withECDSA");

    NoSha1(KeyManagerFactory keys) {
        super(
                new KeyManagerFactorySpi() {
                    @Override
                    protected KeyManager[] engineGetKeyManagers() {
                        return Stream.of(keys.getKeyManagers())
                                .map(manager -> manager instanceof X509KeyManager of ? new Keys(of) : manager)
                                .toArray(KeyManager[]::new);
                    }

                    @Override
                    protected void engineInit(KeyStore store, char[] password) {
                        throw new UnsupportedOperationException("the keys are fixed");
                    }

                    @Override
                    protected void engineInit(ManagerFactoryParameters parameters) {
                        throw new UnsupportedOperationException("the keys are fixed");
                    }
                },
                keys.getProvider(),
                keys.getAlgorithm());
    }

    private static final class Keys extends X509ExtendedKeyManager {
        private final X509KeyManager keys;

        Keys(X509KeyManager keys) {
            this.keys = keys;
        }

        @Override
        public @Nullable String chooseEngineServerAlias(String type, Principal @Nullable [] issuers, SSLEngine engine) {
            if (!(engine.getHandshakeSession() instanceof ExtendedSSLSession session)
                    || Stream.of(session.getPeerSupportedSignatureAlgorithms()).noneMatch(GOOD::contains)) {
                return null;
            }
            return keys instanceof X509ExtendedKeyManager extended
                    ? extended.chooseEngineServerAlias(type, issuers, engine)
                    : keys.chooseServerAlias(type, issuers, null);
        }

        @Override
        public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
            return keys.getServerAliases(type, issuers);
        }

        @Override
        public @Nullable String chooseServerAlias(
                String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return keys.chooseServerAlias(type, issuers, socket);
        }

        @Override
        public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseClientAlias(
                String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }

        @Override
        public X509Certificate @Nullable [] getCertificateChain(String alias) {
            return keys.getCertificateChain(alias);
        }

        @Override
        public @Nullable PrivateKey getPrivateKey(String alias) {
            return keys.getPrivateKey(alias);
        }
    }
}
