package dev.holdfast.sim.hsm;

import dev.holdfast.sim.hsm.rng.EntropyFailureException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The one way into Pluton: commands run one after the other, in the order in which they came. At most {@value #DEPTH}
 * wait or run; more get {@link Errno#EBUSY} at once. On the real chip, calls from several threads at once brought Pluton
 * down (TALOS-2021-1347).
 */
final class Mailbox {
    /** How many commands may wait or run. */
    static final int DEPTH = 64;

    private static final AtomicIntegerFieldUpdater<Mailbox> ADMITTED =
            AtomicIntegerFieldUpdater.newUpdater(Mailbox.class, "admitted");

    private final ReentrantLock engine = new ReentrantLock(true);
    private volatile int admitted;

    /**
     * Runs a command of software.
     *
     * @throws PlutonException {@link Errno#EBUSY} when the queue is full, {@link Errno#EIO} when randomness is withheld
     */
    <T> T call(Supplier<T> command) {
        if (ADMITTED.incrementAndGet(this) > DEPTH) {
            ADMITTED.decrementAndGet(this);
            throw new PlutonException(Errno.EBUSY, DEPTH + " commands wait already");
        }
        try {
            return inTurn(command);
        } finally {
            ADMITTED.decrementAndGet(this);
        }
    }

    /** Runs a command of software that answers nothing, under the same rules. */
    void run(Runnable command) {
        call(() -> {
            command.run();
            return this;
        });
    }

    /** Runs what the chip's own logic asks, such as a reset: software must not be able to crowd it out. */
    void signal(Runnable command) {
        inTurn(() -> {
            command.run();
            return this;
        });
    }

    private <T> T inTurn(Supplier<T> command) {
        engine.lock();
        try {
            return command.get();
        } catch (EntropyFailureException e) {
            throw new PlutonException(Errno.EIO, "randomness is withheld", e);
        } finally {
            engine.unlock();
        }
    }
}
