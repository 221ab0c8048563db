package dev.holdfast.standalone.e2e;

/** Waits between two polls. */
final class Pause {
    private Pause() {}

    /** Sleeps for 200 ms. */
    static void shortly() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
