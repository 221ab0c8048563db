package dev.holdfast.backend.pki.issuing;

import dev.holdfast.backend.pki.certificate.RevocationAddresses;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Sets issuing up as the installation wants it. */
@Singleton
public class Issuing {
    @Produces
    @Singleton
    IssueCertificates issueCertificates(
            Clock clock, @ConfigProperty(name = "holdfast.revocation.public-url") Optional<String> publicAddress) {
        return new IssueCertificates(clock, RevocationAddresses.under(publicAddress));
    }
}
