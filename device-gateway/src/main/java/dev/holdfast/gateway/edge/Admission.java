package dev.holdfast.gateway.edge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.holdfast.policy.CompiledPolicy;
import dev.holdfast.policy.Effect;
import dev.holdfast.policy.ShippedPolicies;
import jakarta.inject.Singleton;
import java.util.Map;

/**
 * The admission policy: which certificate opens which path. A policy is a pure function of its facts, so the decisions
 * on the few paths that devices use are remembered.
 */
@Singleton
final class Admission {
    private static final int MAX_REMEMBERED = 2_000;

    private final CompiledPolicy policy = ShippedPolicies.compile("admission/default");
    private final Cache<Question, Boolean> remembered =
            Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).build();

    /**
     * Decides on one request.
     *
     * @param certificate {@link DeviceIdentity#certificate()}
     * @param method the HTTP method
     * @param path what follows the protocol's base path, normalized
     */
    boolean admits(String certificate, String method, String path) {
        return remembered.get(new Question(certificate, method, path), this::decide);
    }

    private boolean decide(Question question) {
        Map<String, Object> facts =
                Map.of("certificate", question.certificate, "method", question.method, "path", question.path);
        return policy.decide(facts).effect() == Effect.ADMIT;
    }

    private record Question(String certificate, String method, String path) {}
}
