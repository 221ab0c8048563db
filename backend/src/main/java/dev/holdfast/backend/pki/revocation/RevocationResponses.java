package dev.holdfast.backend.pki.revocation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.connection.AddressKey;
import dev.holdfast.connection.RateLimit;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.problem.ProblemType;
import io.github.bucket4j.Bucket;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Responses for relying parties, which need no token: cached, and with rate limits. Each address has a limit. Requests that the cache
 * cannot answer share another limit. A response is cached until a status changes in this process, for ten seconds at most, so that changes
 * by other processes show.
 */
@ApplicationScoped
public class RevocationResponses {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);
    private static final int MAX_ADDRESSES = 10_000;
    private static final int MAX_BYTES = 16 * 1024 * 1024;
    private static final int ENTRY_BYTES = 200;

    private final int perAddress;
    private final Bucket shared;
    private final RateLimit<Object> addresses;
    private final Cache<Key, byte[]> answers = Caffeine.newBuilder()
            .maximumWeight(MAX_BYTES)
            .weigher((Key key, byte[] answer) -> ENTRY_BYTES + key.request.length() + answer.length)
            .expireAfterWrite(LOOK_AGAIN)
            .build();
    private final AtomicLong changes = new AtomicLong();

    /** A request, and the number of changes before it was answered. */
    private record Key(String path, Blob request, long changes) {}

    RevocationResponses(
            @ConfigProperty(name = "holdfast.revocation.requests-per-address", defaultValue = "50") int perAddress,
            @ConfigProperty(name = "holdfast.revocation.requests-per-second", defaultValue = "200") int perSecond) {
        this.perAddress = perAddress;
        this.addresses = new RateLimit<>(perAddress, SECOND, MAX_ADDRESSES);
        this.shared = Bucket.builder()
                .addLimit(limit -> limit.capacity(perSecond).refillGreedy(perSecond, SECOND))
                .build();
    }

    /** Returns the response to a request; fails with {@code rate-limited} or {@code unavailable} over a limit. */
    Uni<byte[]> answer(HttpServerRequest caller, String path, byte[] request, Supplier<Uni<byte[]>> answer) {
        if (!addresses.allows(network(caller))) {
            return Uni.createFrom()
                    .failure(ProblemException.rateLimited(
                            "The limit is " + perAddress + " requests a second from an address. Retry later.",
                            Duration.ZERO));
        }
        Key key = new Key(path, Blob.of(request), changes.get());
        byte[] known = answers.getIfPresent(key);
        if (known != null) {
            return Uni.createFrom().item(known);
        }
        return shared.tryConsume(1)
                ? answer.get().invoke(made -> answers.put(key, made))
                : Uni.createFrom()
                        .failure(ProblemException.of(
                                ProblemType.UNAVAILABLE, "Too many OCSP and CRL requests. Retry later."));
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
