package dev.holdfast.sim.hsm;

import dev.holdfast.sim.hsm.rng.EntropyFailureException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The only way into Pluton: runs commands one after the other, in order of arrival. At most {@value #DEPTH} wait or
 * run; further ones fail at once with {@link Errno#EBUSY}. On the real chip, concurrent calls crashed Pluton
 * (TALOS-2021-1347).
 */
final class Mailbox {
    /** Maximum number of commands that wait or run. */
    static final int DEPTH = 64;

    private static final AtomicIntegerFieldUpdater<Mailbox> ADMITTED =
            AtomicIntegerFieldUpdater.newUpdater(Mailbox.class, "admitted");

    private final ReentrantLock engine = new ReentrantLock(true);
    private volatile int admitted;

    /**
     * Runs a command of software.
     *
     * @throws PlutonException {@link Errno#EBUSY} when the queue is full, {@link Errno#EIO} when the random number
     *     generator is stopped
     */
    <T> T call(Supplier<T> command) {
        if (ADMITTED.incrementAndGet(this) > DEPTH) {
            ADMITTED.decrementAndGet(this);
            throw new PlutonException(Errno.EBUSY, DEPTH + " commands are already waiting");
        }
        try {
            return inTurn(command);
        } finally {
            ADMITTED.decrementAndGet(this);
        }
    }

    /** As {@link #call}, for a command without a result. */
    void run(Runnable command) {
        call(() -> {
            command.run();
            return this;
        });
    }

    /** Runs a command of the chip's own logic, such as a reset. A full queue cannot block it. */
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
            throw new PlutonException(Errno.EIO, "the random number generator is stopped", e);
        } finally {
            engine.unlock();
        }
    }
}
