package dev.holdfast.backend.attestation;

import dev.holdfast.backend.attestation.appraisal.AttestationPolicy;
import dev.holdfast.backend.attestation.challenge.Challenges;
import dev.holdfast.backend.pki.KeyVault;
import dev.holdfast.policy.ShippedPolicies;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Wires the pure parts of the verifier. */
@Singleton
public class Verifier {
    private static final String POLICY = "attestation/default";

    @Produces
    @Singleton
    Challenges challenges(KeyVault vault, Clock clock) {
        return new Challenges(vault.challengeSecret(), clock);
    }

    @Produces
    @Singleton
    AttestationPolicy policy() {
        return new AttestationPolicy(ShippedPolicies.compile(POLICY));
    }
}
