package dev.holdfast.backend.pki.revocation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.connection.AddressKey;
import dev.holdfast.connection.RateLimit;
import dev.holdfast.contract.id.Blob;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Responses for relying parties, which need no token: cached, and with two limits for each address: for all requests, and for those that
 * the cache cannot answer. A response is cached until a status changes in this process, for ten seconds at most, so that changes by other
 * processes show.
 */
@ApplicationScoped
public class RevocationResponses {
    /** Question of a path with one response. */
    static final Blob NO_QUESTION = Blob.of(new byte[0]);

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);
    private static final int MAX_ADDRESSES = 10_000;
    private static final int MAX_BYTES = 16 * 1024 * 1024;
    private static final int ENTRY_BYTES = 200;

    private final RateLimit<Object> requests;
    private final RateLimit<Object> uncached;
    private final Cache<Key, byte[]> answers = Caffeine.newBuilder()
            .maximumWeight(MAX_BYTES)
            .weigher((Key key, byte[] answer) -> ENTRY_BYTES + key.question.length() + answer.length)
            .expireAfterWrite(LOOK_AGAIN)
            .build();
    private final AtomicLong changes = new AtomicLong();

    /** A question, and the number of changes before it was answered. */
    private record Key(String path, Blob question, long changes) {}

    RevocationResponses(
            @ConfigProperty(name = "holdfast.revocation.requests-per-address") int perAddress,
            @ConfigProperty(name = "holdfast.revocation.uncached-per-address") int uncached) {
        this.requests = new RateLimit<>(perAddress, SECOND, MAX_ADDRESSES);
        this.uncached = new RateLimit<>(uncached, SECOND, MAX_ADDRESSES);
    }

    /**
     * Returns the response to a request; fails with {@code rate-limited} over a limit.
     *
     * @param question what else besides the path decides the response; null for a response that must not be cached
     */
    Uni<byte[]> answer(HttpServerRequest caller, String path, @Nullable Blob question, Supplier<Uni<byte[]>> answer) {
        Object network = network(caller);
        if (!requests.allows(network)) {
            return tooMany();
        }
        Key key = new Key(path, question == null ? NO_QUESTION : question, changes.get());
        byte[] known = question == null ? null : answers.getIfPresent(key);
        if (known != null) {
            return Uni.createFrom().item(known);
        }
        if (!uncached.allows(network)) {
            return tooMany();
        }
        return question == null ? answer.get() : answer.get().invoke(made -> answers.put(key, made));
    }

    private static Uni<byte[]> tooMany() {
        return Uni.createFrom()
                .failure(ProblemException.rateLimited(
                        "Too many OCSP and CRL requests from this address. Retry later.", Duration.ZERO));
    }

    /** Drops all cached responses after a revocation, or the start or end of a hold. */
    void changed() {
        changes.incrementAndGet();
    }

    /** Returns the key of the caller's address for rate limits; a host name if a proxy sends no address. */
    private static Object network(HttpServerRequest caller) {
        String literal = caller.remoteAddress().hostAddress();
        return literal == null ? caller.remoteAddress().host() : AddressKey.of(InetAddress.ofLiteral(literal));
    }
}
