package dev.holdfast.standalone.e2e;

/** Between two looks at something that changes by itself. */
final class Pause {
    private Pause() {}

    static void shortly() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
