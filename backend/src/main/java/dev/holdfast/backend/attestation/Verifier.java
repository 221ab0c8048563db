package dev.holdfast.backend.attestation;

import dev.holdfast.backend.attestation.appraisal.AttestationPolicy;
import dev.holdfast.backend.attestation.challenge.Challenges;
import dev.holdfast.backend.pki.KeyVault;
import dev.holdfast.contract.format.VerifierId;
import dev.holdfast.policy.ShippedPolicies;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Wires the pure parts of the verifier. */
@Singleton
public class Verifier {
    private static final String DEVELOPER = "Holdfast";
    private static final String POLICY = "attestation/default";

    @Produces
    @Singleton
    Challenges challenges(KeyVault vault, Clock clock) {
        return new Challenges(vault.challengeSecret(), clock);
    }

    /** The build of this application, which names it in every result that it signs. */
    @Produces
    @Singleton
    VerifierId verifierId(@ConfigProperty(name = "quarkus.application.version") String version) {
        return new VerifierId(DEVELOPER, version);
    }

    @Produces
    @Singleton
    AttestationPolicy policy() {
        return new AttestationPolicy(ShippedPolicies.compile(POLICY));
    }
}
