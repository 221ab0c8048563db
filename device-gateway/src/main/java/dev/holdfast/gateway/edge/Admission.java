package dev.holdfast.gateway.edge;

import com.github.benmanes.caffeine.cache.Cache;
import dev.holdfast.connection.Caches;
import dev.holdfast.contract.device.KeyExchange;
import dev.holdfast.policy.CompiledPolicy;
import dev.holdfast.policy.Decision;
import dev.holdfast.policy.Effect;
import dev.holdfast.policy.ShippedPolicies;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The admission policy: which certificate may use which path over which connection. A decision depends only on the
 * facts of the request, so decisions are cached.
 */
@Singleton
final class Admission {
    private static final int MAX_REMEMBERED = 2_000;

    private final CompiledPolicy policy = ShippedPolicies.compile("admission/default");
    private final Cache<Question, Answer> remembered =
            Caches.begin().maximumSize(MAX_REMEMBERED).build();

    /**
     * Facts of a request.
     *
     * @param certificate {@link DeviceIdentity#certificate()}
     * @param method the HTTP method
     * @param path path after the base path of the protocol, normalized; the whole path for EST
     * @param admissionState state of the device
     * @param keyExchange key exchange of the connection
     * @param refusedOften whether the address of the request has reached its limit of refusals
     */
    record Question(
            String certificate,
            String method,
            String path,
            AdmissionState admissionState,
            KeyExchange keyExchange,
            boolean refusedOften) {}

    /**
     * Decision on a request.
     *
     * @param admits whether the request is admitted
     * @param rules rules that matched, for the log
     */
    record Answer(boolean admits, String rules) {}

    /** Returns the decision of the policy, from memory if the same question was asked before. */
    Answer decide(Question question) {
        return remembered.get(question, this::ask);
    }

    private Answer ask(Question question) {
        Decision decision = policy.decide(Map.of(
                "certificate", question.certificate,
                "method", question.method,
                "path", question.path,
                "device", Map.of("state", question.admissionState.state().fact()),
                "groupRequires", Map.of("postQuantum", question.admissionState.requiresPostQuantum()),
                "connection",
                        Map.of(
                                "keyExchange", question.keyExchange.name(),
                                "postQuantum", question.keyExchange.isPostQuantum()),
                "address", Map.of("refusedOften", question.refusedOften)));
        return new Answer(
                decision.effect() == Effect.ADMIT,
                decision.hits().stream().map(hit -> hit.rule().id()).collect(Collectors.joining(",")));
    }
}
