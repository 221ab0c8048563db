package dev.holdfast.backend.attestation;

import dev.holdfast.backend.attestation.challenge.Challenges;
import dev.holdfast.backend.pki.vault.KeyVault;
import dev.holdfast.contract.format.VerifierId;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Creates the beans of the verifier: challenges, and the identity that signed results contain. */
@Singleton
public class Verifier {
    private static final String DEVELOPER = "Holdfast";

    @Produces
    @Singleton
    Challenges challenges(KeyVault vault, Clock clock) {
        return new Challenges(vault.challengeSecret(), clock);
    }

    /** Build of this application, part of every signed result. */
    @Produces
    @Singleton
    VerifierId verifierId(@ConfigProperty(name = "quarkus.application.version") String version) {
        return new VerifierId(DEVELOPER, version);
    }
}
