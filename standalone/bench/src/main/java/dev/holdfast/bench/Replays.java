package dev.holdfast.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.contract.operator.policy.NewPolicyVersion;
import dev.holdfast.contract.operator.policy.NewReplay;
import dev.holdfast.contract.operator.policy.PolicyScope;
import dev.holdfast.contract.operator.policy.ReplayState;
import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.demo.OperatorClient;
import java.util.stream.StreamSupport;

/**
 * Replays a candidate policy for one product.
 *
 * @param operator client of a person with the needed role
 * @param catalog path of the catalog
 * @param product the product's name
 */
record Replays(OperatorClient operator, String catalog, String product) {
    private static final long BETWEEN_LOOKS_MS = 250;

    /** Rule that makes a device outdated if its newest evidence has a boot counter below 60. This applies to one device in twenty. */
    private static final String CANDIDATE = """

              - id: few-boots
                when: evidence.bootCount < 60
                severity: warning
                effect: repair-only
                reason: "It booted {evidence.bootCount} times."
                remediation: None; this is the benchmark's.
            """;

    /**
     * Runs a replay over seven days and waits for its end. Creates the candidate policy on the first call.
     *
     * @param evidenceCount number of pieces of evidence that the replay must evaluate at least
     * @throws CannotContinue if the replay evaluated fewer pieces of evidence, or could not read one
     */
    void run(long evidenceCount) {
        JsonNode policy = policy();
        String versions = catalog + "/policies/" + policy.get("key").asText() + "/versions";
        int newest = policy.get("newestVersion").asInt();
        int version = newest > 0
                ? newest
                : save(versions, policy.get("effectiveVersion").asInt());
        String replay = catalog + "/replays/"
                + operator.post(versions + "/" + version + "/replays", new NewReplay(null))
                        .get("id")
                        .asText();
        JsonNode report = operator.get(replay);
        while (report.get("state").asText().equals(ReplayState.RUNNING.name())) {
            pause();
            report = operator.get(replay);
        }
        if (report.get("evidenceCount").asLong() < evidenceCount
                || report.get("evidenceUnreadable").asLong() > 0) {
            throw new CannotContinue("The replay has too little or unreadable evidence: %s".formatted(report));
        }
    }

    /** Returns the policy of the product. */
    private JsonNode policy() {
        return StreamSupport.stream(
                        operator.get(catalog + "/policies?filter=product:" + product)
                                .spliterator(),
                        false)
                .filter(policy -> policy.get("scope").asText().equals(PolicyScope.PRODUCT.name()))
                .findFirst()
                .orElseThrow();
    }

    /** Saves the version {@code of} of the default policy, with the rule {@link #CANDIDATE} added. Returns the new version. */
    private int save(String versions, int of) {
        String shipped = operator.get(catalog + "/policies/default/versions/" + of)
                .get("policy")
                .asText();
        return operator.post(
                        versions, new NewPolicyVersion(shipped.stripTrailing() + "\n" + CANDIDATE, null, "Measured"))
                .get("version")
                .asInt();
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotContinue("Interrupted.", e);
        }
    }
}
