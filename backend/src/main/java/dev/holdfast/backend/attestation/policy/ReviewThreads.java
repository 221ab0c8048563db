package dev.holdfast.backend.attestation.policy;

import dev.holdfast.backend.platform.db.CallerContext;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.problem.ProblemType;
import dev.holdfast.policy.Kind;
import dev.holdfast.policy.PolicyReview;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Two threads that compile and test policies, with a timeout, so that this work blocks neither event loops nor attestation. */
final class ReviewThreads {
    private static final int THREADS = 2;
    private static final int QUEUE = 16;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration TOTAL_TIMEOUT = TIMEOUT.multipliedBy(2);
    private static final Executor POOL = pool();

    private ReviewThreads() {}

    private static Executor pool() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(QUEUE),
                Thread.ofPlatform().name("policy-review-", 0).daemon().factory());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Reviews a policy; the result arrives on the caller's context. Fails with {@code unavailable} if the queue is full or after 20 seconds. */
    static Uni<PolicyReview> review(Kind kind, String policy, String cases) {
        return run(() -> {
            long end = System.nanoTime() + TIMEOUT.toNanos();
            return PolicyReview.of(kind, policy, cases, () -> System.nanoTime() - end > 0);
        });
    }

    /** Runs other work on these threads; fails in the same way. */
    static <T> Uni<T> run(Supplier<T> work) {
        return CallerContext.emit(Uni.createFrom()
                .item(work)
                .runSubscriptionOn(POOL)
                .ifNoItem()
                .after(TOTAL_TIMEOUT)
                .failWith(ReviewThreads::busy)
                .onFailure(RejectedExecutionException.class)
                .transform(full -> busy()));
    }

    private static ProblemException busy() {
        return ProblemException.of(
                ProblemType.UNAVAILABLE,
                "Too many policies are being checked, or this one takes too long. Try again in a moment.");
    }
}
