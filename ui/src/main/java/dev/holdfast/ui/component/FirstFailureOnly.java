package dev.holdfast.ui.component;

/**
 * Something that is tried again and again. Of failures in a row only the first is thrown, so that an outage is told
 * once and not every few seconds; a success makes the next failure news again.
 */
final class FirstFailureOnly implements Runnable {
    private final Runnable attempt;
    private boolean failing;

    FirstFailureOnly(Runnable attempt) {
        this.attempt = attempt;
    }

    @Override
    public void run() {
        boolean told = failing;
        failing = true;
        try {
            attempt.run();
            failing = false;
        } catch (RuntimeException failure) {
            if (!told) {
                throw failure;
            }
        }
    }
}
